"""Calendar entries as the icalendar package writes them."""

from datetime import timedelta

from icalendar import Alarm, Event


def by_the_package(entry):
    """One VEVENT of an entry of `tracker.documents.ics`."""
    event, day = Event(), timedelta(days=1)
    stamps = {"dtstamp": entry.changed_at, "last-modified": entry.changed_at}
    texts = {"uid": entry.uid, "summary": entry.summary, "description": entry.description}
    days = {"dtstart": entry.day, "dtend": entry.day + day, "sequence": entry.sequence}
    state = "CANCELLED" if entry.cancelled else "CONFIRMED"
    rest = {"transp": "TRANSPARENT", "status": state, "url": entry.address}
    for name, value in (stamps | texts | days | rest).items():
        event.add(name, value)
    if entry.categories:
        event.add("categories", list(entry.categories))
    for before in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", timedelta(hours=8) - before * day)
        event.add_component(alarm)
    return event.to_ical()
