"""By keyboard alone: past the frame, to the main action, with the focus in sight."""

FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  return [at.innerText.trim(), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


def focused(page):
    """Words of the focused element; its focus must be visible."""
    words, style, width = page.evaluate(FOCUSED)
    assert style != "none", words
    assert width >= 2, words
    return words


def tab_until(page, wanted, most):
    """Press Tab until the element with these words has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page).startswith(wanted):
            return True
    return False


def test_skip_link_comes_first_and_leads_past_the_frame(reader):
    page = reader("dm.stp").page
    page.goto("/nhiem-vu/DA2437/STP/6")
    page.keyboard.press("Tab")
    assert focused(page) == "Đến nội dung chính"
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    assert tab_until(page, "Cập nhật", 4)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Cập nhật tình hình").wait_for()


def test_form_is_filled_and_sent_by_keyboard(officer):
    page = officer.page
    officer.open_update("DA2437/STP/6")
    page.get_by_label("Nội dung thực hiện").focus()
    page.keyboard.type("Gõ bằng bàn phím")
    assert tab_until(page, "Lưu cập nhật", 25)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Gõ bằng bàn phím" in page.locator(".history").inner_text()


def test_refused_form_puts_the_focus_on_what_to_look_at(officer):
    officer.open_update("DA2437/STP/6")
    officer.page.get_by_label("Hoàn thành", exact=True).check()
    officer.save()
    assert officer.page.evaluate("document.activeElement.id") == "error-summary"


def test_menu_opens_by_keyboard_on_a_phone(reader):
    page = reader("dm.stp", (380, 800)).page
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Các phần của chương trình").wait_for()
    page.keyboard.press("Escape")
