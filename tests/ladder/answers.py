"""The written answers: what every kind of visitor gets at every route, and which words they see.

Read from design invariant 12 by hand. A route that is not listed here fails the test.

s sign-in page, p password page first, o a page or file, w accepted and sent on, b refused with
the form, 3 no such function (403), 4 no such object (404), 409 no version in the form.
"""

VISITORS = (
    "anonymous", "disabled", "first-day", "no-grant", "administrator", "division-other",
    "focal-other", "division-own", "partner", "follower", "focal-own", "head", "stand-in",
    "compiler-own", "compiler", "leadership",
)  # fmt: skip

#                                   anonymous ┐     ┌ no-grant, administrator
#                             disabled, first │ . . │   ┌ other units: division, focal; own division
#                                             │     │   │     ┌ partner, follower
#                                             │     │   │     │   ┌ focal, head, stand-in, compiler
#                                             │     │   │     │   │       ┌ compiler, leadership
TABLE = """
static                             GET        o o o   o o   o o o   o o   o o o o   o o
web.health                         GET        o o o   o o   o o o   o o   o o o o   o o
accounts.sign_in                   GET        o o w   w w   w w w   w w   w w w w   w w
accounts.sign_in                   POST       b b w   w w   w w w   w w   w w w w   w w
accounts.code                      GET        s s s   s s   s s s   s s   s s s s   s s
accounts.code                      POST       s s s   s s   s s s   s s   s s s s   s s
accounts.sign_out                  POST       s s w   w w   w w w   w w   w w w w   w w
accounts.profile                   GET        s s p   o o   o o o   o o   o o o o   o o
accounts.end_session               POST       s s p   4 4   4 4 4   4 4   w 4 4 4   4 4
accounts.end_other_sessions        POST       s s p   w w   w w w   w w   w w w w   w w
accounts.password                  GET        s s o   o o   o o o   o o   o o o o   o o
accounts.password                  POST       s s b   b b   b b b   b b   b b b b   b b
accounts.second_factor             GET        s s o   o o   o o o   o o   o o o o   o o
accounts.second_factor             POST       s s b   b b   b b b   b b   b b b b   b b
accounts.remove_second_factor      POST       s s p   w w   w w w   w w   w w w w   w w
accounts.matrix                    GET        s s o   o o   o o o   o o   o o o o   o o
work.mine                          GET        s s p   o o   o o o   o o   o o o o   o o
work.tasks                         GET        s s p   o o   o o o   o o   o o o o   o o
work.task                          GET        s s p   o o   o o o   o o   o o o o   o o
plans.index                        GET        s s p   o o   o o o   o o   o o o o   o o
plans.plans_xlsx                   GET        s s p   o o   o o o   o o   o o o o   o o
plans.rows_xlsx                    GET        s s p   o o   o o o   o o   o o o o   o o
plans.show                         GET        s s p   o o   o o o   o o   o o o o   o o
criteria.index                     GET        s s p   o o   o o o   o o   o o o o   o o
criteria.index_xlsx                GET        s s p   o o   o o o   o o   o o o o   o o
criteria.show                      GET        s s p   o o   o o o   o o   o o o o   o o
units.index                        GET        s s p   o o   o o o   o o   o o o o   o o
units.show                         GET        s s p   o o   o o o   o o   o o o o   o o
units.sheet                        GET        s s p   3 3   o o o   o o   o o o o   o o
rounds.index                       GET        s s p   o o   o o o   o o   o o o o   o o
rounds.sheet                       GET        s s p   4 4   4 4 o   4 4   o o o o   o o
rounds.show                        GET        s s p   4 4   4 4 o   4 4   o o o o   o o
rounds.numbers                     GET        s s p   3 3   4 4 o   4 4   o o o o   o o
rounds.numbers                     POST       s s p   3 3   4 4 409 4 4   409 409 3 409   409 3
rounds.numbers_xlsx                GET        s s p   3 3   4 4 o   4 4   o o o o   o o
rounds.numbers_load                GET        s s p   3 3   4 4 o   4 4   o o 3 o   o 3
rounds.numbers_load                POST       s s p   3 3   4 4 b   4 4   b b 3 b   b 3
rounds.merged                      GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
rounds.merged_xlsx                 GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
reporting.status                   GET        s s p   3 3   4 4 o   4 4   o o o o   o o
reporting.status_sheet             GET        s s p   3 3   4 4 o   4 4   o o o o   o o
reporting.show                     GET        s s p   3 3   4 4 o   4 4   o o o o   o o
reporting.document                 GET        s s p   3 3   4 4 o   4 4   o o o o   o o
reporting.signed_file              GET        s s p   3 3   4 4 o   4 4   o o o o   o o
reporting.write                    GET        s s p   3 3   4 4 w   4 4   w w 3 3   3 3
reporting.write                    POST       s s p   3 3   4 4 b   4 4   b b 3 3   3 3
reporting.hand_up                  POST       s s p   3 3   4 4 w   4 4   w w 3 3   3 3
reporting.take_back                POST       s s p   3 3   4 4 w   4 4   w w 3 3   3 3
reporting.sign                     GET        s s p   3 3   4 4 o   4 4   o o 3 3   3 3
reporting.sign                     POST       s s p   3 3   4 4 409 4 4   409 409 3 3 3 3
reporting.give_back                GET        s s p   3 3   3 3 3   3 3   3 w 3 3   3 3
reporting.give_back                POST       s s p   3 3   3 3 3   3 3   3 409 3 3 3 3
reporting.approve                  POST       s s p   3 3   3 3 3   3 3   3 w 3 3   3 3
reporting.accept                   POST       s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
reporting.ask                      GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
reporting.ask                      POST       s s p   3 3   3 3 3   3 3   3 3 3 409 409 3
reporting.enter                    GET        s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
reporting.enter                    POST       s s p   3 3   3 3 3   3 3   3 3 3 409 409 3
reporting.reopen                   GET        s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
reporting.reopen                   POST       s s p   3 3   3 3 3   3 3   3 3 3 409 409 3
compiling.index                    GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.show                     GET        s s p   3 3   4 4 4   4 4   o o o o   o o
compiling.open_it                  POST       s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
compiling.draft                    GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.take_anew                POST       s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
compiling.draft_docx               GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.draft_xlsx               GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.section                  GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.section                  POST       s s p   3 3   3 3 3   3 3   3 3 3 409 409 3
compiling.regenerate               POST       s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
compiling.freezing                 GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.freezing                 POST       s s p   3 3   3 3 3   3 3   3 3 3 b   b 3
compiling.version                  GET        s s p   3 3   4 4 4   4 4   4 o o o   o o
compiling.version_docx             GET        s s p   3 3   4 4 4   4 4   4 o o o   o o
compiling.version_xlsx             GET        s s p   3 3   4 4 4   4 4   4 o o o   o o
compiling.version_json             GET        s s p   3 3   4 4 4   4 4   4 o o o   o o
compiling.signed_file              GET        s s p   3 3   4 4 4   4 4   4 o o o   o o
compiling.compare                  GET        s s p   3 3   4 4 4   4 4   4 o o o   o o
compiling.signed                   GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
compiling.signed                   POST       s s p   3 3   3 3 3   3 3   3 3 3 409 409 3
work.overdue                       GET        s s p   3 3   o o o   o o   o o o o   o o
work.counted                       GET        s s p   3 3   o o o   o o   o o o o   o o
work.cooperations_xlsx             GET        s s p   3 3   o o o   o o   o o o o   o o
work.extensions_xlsx               GET        s s p   3 3   o o o   o o   o o o o   o o
work.counted_xlsx                  GET        s s p   3 3   o o o   o o   o o o o   o o
work.mine_xlsx                     GET        s s p   3 3   o o o   o o   o o o o   o o
work.search_xlsx                   GET        s s p   o o   o o o   o o   o o o o   o o
work.search                        GET        s s p   o o   o o o   o o   o o o o   o o
work.saved_views                   GET        s s p   o o   o o o   o o   o o o o   o o
work.keep                          GET        s s p   w w   w w w   w w   w w w w   w w
work.keep                          POST       s s p   w w   w w w   w w   w w w w   w w
work.rename                        GET        s s p   4 4   4 4 4   4 4   4 4 4 4   4 4
work.rename                        POST       s s p   4 4   4 4 4   4 4   4 4 4 4   4 4
work.forget                        POST       s s p   4 4   4 4 4   4 4   4 4 4 4   4 4
work.overdue_xlsx                  GET        s s p   3 3   o o o   o o   o o o o   o o
work.tasks_xlsx                    GET        s s p   3 3   o o o   o o   o o o o   o o
work.tasks_ics                     GET        s s p   3 3   o o o   o o   o o o o   o o
work.share                         GET        s s p   3 3   4 4 4   4 o   o o o o   o o
work.evidence                      GET        s s p   3 3   4 4 4   4 o   o o o o   o o
work.update                        GET        s s p   3 3   4 4 4   4 4   o o 3 3   3 3
work.update                        POST       s s p   3 3   4 4 4   4 4   w w 3 3   3 3
work.correct                       GET        s s p   3 3   4 4 4   4 4   o o 3 3   3 3
work.correct                       POST       s s p   3 3   4 4 4   4 4   w w 3 3   3 3
work.no_change                     POST       s s p   3 3   4 4 4   4 4   w w 3 3   3 3
work.take_back                     POST       s s p   3 3   4 4 4   4 4   w w 3 3   3 3
work.draft                         POST       s s p   w w   w w w   w w   w w w w   w w
work.grid                          GET        s s p   3 3   o o o   o o   o o 3 3   3 3
work.grid                          POST       s s p   3 3   4 4 4   4 4   w w 3 3   3 3
work.standing                      GET        s s p   3 3   o o o   o o   o o 3 3   3 3
work.standing                      POST       s s p   3 3   o o o   o o   o o 3 3   3 3
work.year_end                      GET        s s p   3 3   o o o   o o   o o 3 3   3 3
work.year_end                      POST       s s p   3 3   4 4 4   4 4   b b 3 3   3 3
work.estimates                     GET        s s p   3 3   o o o   o o   o o 3 3   3 3
work.estimates                     POST       s s p   3 3   4 4 4   4 4   b b 3 3   3 3
work.delegate                      GET        s s p   3 3   3 4 3   4 4   o o 3 3   3 3
work.delegate                      POST       s s p   3 3   3 4 3   4 4   w w 3 3   3 3
work.take_share_back               POST       s s p   3 3   3 4 3   4 4   w w 3 3   3 3
work.delegate_many_xlsx            GET        s s p   3 3   3 o 3   o o   o o 3 3   3 3
work.hand_over_all_xlsx            GET        s s p   3 3   3 o 3   o o   o o 3 3   3 3
work.delegate_many                 GET        s s p   3 3   3 o 3   o o   o o 3 3   3 3
work.delegate_many                 POST       s s p   3 3   3 409 3 409 409 w w 3 3 3 3
work.hand_over_all                 GET        s s p   3 3   3 o 3   o o   o o 3 3   3 3
work.hand_over_all                 POST       s s p   3 3   3 409 3 409 409 w w 3 3 3 3
work.enter_for                     GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
work.enter_for                     POST       s s p   3 3   3 3 3   3 3   3 3 3 w   w 3
work.confirm_xlsx                  GET        s s p   3 3   3 o 3   o o   o o 3 o   o 3
work.confirm_queue                 GET        s s p   3 3   3 o 3   o o   o o 3 o   o 3
work.confirm_queue                 POST       s s p   3 3   3 409 3 409 b 409 409 3 409 b 3
work.confirm                       GET        s s p   3 3   3 4 3   4 o   4 4 3 4   o 3
work.confirm                       POST       s s p   3 3   3 4 3   4 b   4 4 3 4   b 3
work.ask_to_complete               GET        s s p   3 3   3 4 3   4 o   4 4 3 4   o 3
work.ask_to_complete               POST       s s p   3 3   3 4 3   4 b   4 4 3 4   b 3
work.event                         GET        s s p   3 3   3 4 3   4 4   o o 3 o   o 3
work.event                         POST       s s p   3 3   3 4 3   4 4   w w 3 w   w 3
work.cooperations                  GET        s s p   3 3   o o o   o o   o o o o   o o
work.cooperation                   GET        s s p   3 3   4 4 4   o o   o o o o   o o
work.ask_cooperation               GET        s s p   3 3   3 4 3   4 4   o o 3 3   3 3
work.ask_cooperation               POST       s s p   3 3   3 4 3   4 4   b b 3 3   3 3
work.answer_cooperation            POST       s s p   3 3   3 4 3   b 4   b b 3 3   3 3
work.withdraw_cooperation          GET        s s p   3 3   3 4 3   4 4   o o 3 3   3 3
work.withdraw_cooperation          POST       s s p   3 3   3 4 3   4 4   w w 3 3   3 3
work.extensions                    GET        s s p   3 3   o o o   o o   o o o o   o o
work.ask_extended_day              GET        s s p   3 3   3 4 3   4 4   o o 3 3   3 3
work.ask_extended_day              POST       s s p   3 3   3 4 3   4 4   b b 3 3   3 3
work.withdraw_extended_day         GET        s s p   3 3   3 4 3   4 4   o o 3 3   3 3
work.withdraw_extended_day         POST       s s p   3 3   3 4 3   4 4   w w 3 3   3 3
work.decide_extended_day           GET        s s p   3 3   3 3 3   3 3   3 3 3 4   o 3
work.decide_extended_day           POST       s s p   3 3   3 3 3   3 3   3 3 3 4   b 3
work.closing_years_xlsx            GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
work.closing_years                 GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
work.closing_sheet                 GET        s s p   3 3   3 3 3   3 3   3 3 3 4   o 3
work.closing_sheet                 POST       s s p   3 3   3 3 3   3 3   3 3 3 4   b 3
work.closing_xlsx                  GET        s s p   3 3   3 3 3   3 3   3 3 3 4   o 3
work.take_closings_back            GET        s s p   3 3   3 3 3   3 3   3 3 3 4   o 3
work.take_closings_back            POST       s s p   3 3   3 3 3   3 3   3 3 3 4   b 3
reminders.notices                  GET        s s p   o o   o o o   o o   o o o o   o o
reminders.notices_read             POST       s s p   w w   w w w   w w   w w w w   w w
reminders.own_settings             GET        s s p   o o   o o o   o o   o o o o   o o
reminders.own_settings             POST       s s p   b b   b b b   b b   b b b b   b b
reminders.admin                    GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_switch             GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_switch             POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_ladder             GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_ladder             POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
reminders.admin_outbox             GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_resend             POST       s s p   3 4   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_settle             POST       s s p   3 4   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_test_mail          GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_test_mail          POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_told               GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.admin_told_xlsx          GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
reminders.told                     GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
reminders.told_xlsx                GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
reminders.release                  GET        s s p   3 3   3 3 3   3 3   3 3 3 o   o 3
reminders.release                  POST       s s p   3 3   3 3 3   3 3   3 3 3 b   b 3
feeds.calendar                     GET        s s p   3 3   o o o   o o   o o o o   o o
feeds.calendar_print               GET        s s p   3 3   o o o   o o   o o o o   o o
feeds.calendar_ics                 GET        s s p   3 3   o o o   o o   o o o o   o o
feeds.share_ics                    GET        s s p   3 3   4 4 4   4 o   o o o o   o o
feeds.feed                         GET        o o o   o o   o o o   o o   o o o o   o o
feeds.links                        GET        s s p   3 3   o o o   o o   o o o o   o o
feeds.link_new                     GET        s s p   3 3   o o o   o o   o o o o   o o
feeds.link_new                     POST       s s p   3 3   b b b   b b   b b b b   b b
feeds.link_edit                    GET        s s p   3 3   4 4 4   4 4   o 4 4 4   4 4
feeds.link_edit                    POST       s s p   3 3   4 4 4   4 4   b 4 4 4   4 4
feeds.link_renew                   GET        s s p   3 3   4 4 4   4 4   o 4 4 4   4 4
feeds.link_renew                   POST       s s p   3 3   4 4 4   4 4   w 4 4 4   4 4
feeds.link_revoke                  GET        s s p   3 3   4 4 4   4 4   o 4 4 4   4 4
feeds.link_revoke                  POST       s s p   3 3   4 4 4   4 4   w 4 4 4   4 4
feeds.admin                        GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
feeds.admin                        POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
feeds.admin_revoke                 GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
feeds.admin_revoke                 POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.index               GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.plans               GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.plan                GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.plan_new            GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.plan_new            POST       s s p   3 b   3 3 3   3 3   3 3 3 b   b 3
administration.plan_edit           GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.plan_edit           POST       s s p   3 b   3 3 3   3 3   3 3 3 4   b 3
administration.plan_open           GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.plan_open           POST       s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.plan_issue          GET        s s p   3 4   3 3 3   3 3   3 3 3 4   4 3
administration.plan_issue          POST       s s p   3 4   3 3 3   3 3   3 3 3 4   4 3
administration.row_new             GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.row_new             POST       s s p   3 b   3 3 3   3 3   3 3 3 4   b 3
administration.row_reading         GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.row_edit            GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.row_edit            POST       s s p   3 b   3 3 3   3 3   3 3 3 4   b 3
administration.row_shares          GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.row_remove          GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.row_remove          POST       s s p   3 b   3 3 3   3 3   3 3 3 4   b 3
administration.deadline            GET        s s p   3 4   3 3 3   3 3   3 3 3 4   4 3
administration.deadline            POST       s s p   3 4   3 3 3   3 3   3 3 3 4   4 3
administration.own_deadline        GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.own_deadline        POST       s s p   3 b   3 3 3   3 3   3 3 3 4   b 3
administration.order               GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.order               POST       s s p   3 b   3 3 3   3 3   3 3 3 b   b 3
administration.amend               GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.amend               POST       s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.replace             GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.replace             POST       s s p   3 b   3 3 3   3 3   3 3 3 4   b 3
administration.queue_xlsx          GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.plans_xlsx          GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.plan_xlsx           GET        s s p   3 o   3 3 3   3 3   3 3 3 4   o 3
administration.queue               GET        s s p   3 o   3 3 3   3 3   3 3 3 o   o 3
administration.regimes             GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.regime_new          GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.regime_new          POST       s s p   3 3   3 3 3   3 3   3 b 3 b   o 3
administration.regime_edit         GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.regime_edit         POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.regime_end          GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.regime_end          POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.round_move          GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.round_move          POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.round_ad_hoc        GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.round_ad_hoc        POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.round_change        GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.round_change        POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.round_call_off      GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.round_call_off      POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.rounds_lay_out      POST       s s p   3 3   3 3 3   3 3   3 3 3 3   w 3
administration.letterheads_index   GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.letterhead_new      GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.letterhead_new      POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.letterhead          GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.letterhead          POST       s s p   3 3   3 3 3   3 3   3 b 3 b   b 3
administration.letterhead_sample   GET        s s p   3 3   3 3 3   3 3   3 o 3 o   o 3
administration.setup               GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.setup_finish        POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.setup_plans         GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.setup_plans         POST       s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.setup_tracking      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.setup_tracking      POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.setup_letterhead    GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.setup_letterhead    POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.setup_mail          GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.setup_mail          POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.setup_mail_later    POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.accounts            GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_xlsx       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_template   GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_load       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_load       POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_confirm    POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_transfer   GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.accounts_transfer   POST       s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_new         GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_new         POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.account             GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_edit        GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_edit        POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.account_disable     GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_disable     POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
administration.account_enable      POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.account_factor      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_factor      POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
administration.account_reset       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_reset       POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
administration.account_grant       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_grant       POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.account_stand_in    GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.account_stand_in    POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.grant_end           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.grant_end           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.grants_waiting_xlsx GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.grants_waiting      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.grant_approve       POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.grant_refuse        POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.handovers_xlsx      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handovers           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_new        GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_new        POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.handover_upload     POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.handover_take       POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.handover_draft      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_head       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_head       POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.handover_line       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_line       POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.handover_line_remove POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.handover_remove     POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.handover_preview    GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_apply      POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
administration.handover_log        GET        s s p   3 4   3 3 3   3 3   3 3 3 3   3 3
administration.handover_minutes    GET        s s p   3 4   3 3 3   3 3   3 3 3 3   3 3
administration.handover_xlsx       GET        s s p   3 4   3 3 3   3 3   3 3 3 3   3 3
administration.handover_queue_xlsx GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_queue      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.handover_heir       GET        s s p   3 4   3 3 3   3 3   3 3 3 3   3 3
administration.handover_heir       POST       s s p   3 w   3 3 3   3 3   3 3 3 3   3 3
administration.units_xlsx          GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.units               GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit                GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit_new            GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit_new            POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.unit_edit           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit_edit           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.unit_rename         GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit_rename         POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.unit_name           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit_name           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.unit_end            GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.unit_end            POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.groups_xlsx         GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.groups              GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.group_new           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.group_new           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.group_edit          GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.group_edit          POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.group_members       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.group_members       POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
administration.days_off_xlsx       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.days_off_index      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.days_off_add        GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.days_off_add        POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.day_off             GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.day_off             POST       s s p   3 b   3 3 3   3 3   3 3 3 3   3 3
administration.days_off_confirm    GET        s s p   3 o   3 3 3   3 3   3 3 3 3   3 3
administration.days_off_confirm    POST       s s p   3 409 3 3 3   3 3   3 3 3 3   3 3
administration.indicators          GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.indicators_xlsx     GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.indicator_new       GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.indicator_new       POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.indicator           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.indicator           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.indicator_balance   GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.indicator_balance   POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.criteria            GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.criterion           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.criterion           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.criterion_score     GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.criterion_score     POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.criterion_link      GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.criterion_link      POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.criterion_unlink    POST       s s p   3 w   3 3 3   3 3   3 3 3 3   w 3
administration.fields_xlsx         GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.fields              GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.field_new           GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.field_new           POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.field               GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.field               POST       s s p   3 b   3 3 3   3 3   3 3 3 3   b 3
administration.field_followers     GET        s s p   3 o   3 3 3   3 3   3 3 3 3   o 3
administration.field_followers     POST       s s p   3 409 3 3 3   3 3   3 3 3 3   409 3
"""
ANSWERS = {
    (words[0], words[1]): dict(zip(VISITORS, words[2:], strict=True))
    for words in map(str.split, TABLE.strip().splitlines())
}

SEEN = {
    "anonymous": ((), ()), "disabled": ((), ()), "first-day": ((), ()), "no-grant": ((), ()),
    "administrator": ((), ()), "division-own": (("A3",), ()),
    "division-other": (("D4",), ()),
    "focal-other": (("B2", "B3", "D4"), ("A3",)),
    "partner": (("C1",), ("A1",)),
    "follower": (("A1", "C1", "S5"), ()),
    "focal-own": (("A1", "A3"), ("C1", "B3")),
    "head": (("A1", "A3"), ("C1", "B3")),
    "stand-in": (("A1", "A3"), ("C1", "B3")),
    "compiler-own": (("A1", "A3"), ("C1", "B3")),
    "compiler": (("A1", "C1", "B2", "A3", "B3", "D4", "S5"), ()),
    "leadership": (("A1", "C1", "B2", "A3", "B3", "D4", "S5"), ()),
}  # fmt: skip
"""Shares seen with all their words and evidence; shares of which state and last word are seen."""
