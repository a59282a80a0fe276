"""Two people write about the same work: the second sees both texts and loses none."""

CODE = "DA2437/STP/6"
FIRST, SECOND = "Lãnh đạo: đã duyệt đề cương", "Đầu mối: đang lấy số liệu"


def write(person, words):
    person.page.get_by_label("Nội dung thực hiện").fill(words)
    person.page.get_by_label("Đang thực hiện", exact=True).check()


def test_second_of_two_sees_both_texts_and_can_send_again(people, address, officer):
    head = people(address).sign_in("ld.stp")
    for person in (head, officer):
        person.open_update(CODE)
    write(head, FIRST)
    head.save()
    write(officer, SECOND)
    assert officer.save() == 409
    assert "Có hai bản" in officer.text
    assert officer.page.locator(".theirs").inner_text() == FIRST
    assert officer.page.get_by_label("Bản của tôi").input_value() == SECOND
    officer.save()
    told = officer.page.locator(".history").inner_text()
    assert FIRST in told
    assert SECOND in told
