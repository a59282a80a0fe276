// Reads the calendar files named on the command line with ical.js; prints what it saw as JSON.
import {readFileSync} from "node:fs";
import ICAL from "../../vendor/ical.min.js";

const seen = (component) => {
  const event = new ICAL.Event(component);
  const kinds = component.getFirstProperty("categories");
  return {
    uid: event.uid, first: event.startDate.toString(), until: event.endDate.toString(),
    summary: event.summary, description: event.description,
    categories: kinds ? kinds.getValues() : [], status: component.getFirstPropertyValue("status"),
    sequence: event.sequence, alarms: component.getAllSubcomponents("valarm").length,
  };
};
const read = (path) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  return {
    name: calendar.getFirstPropertyValue("name"),
    events: calendar.getAllSubcomponents("vevent").map(seen),
  };
};
console.log(JSON.stringify(process.argv.slice(2).map(read)));
