"""Gregorian, Jalali and fiscal calendars: buckets of days and the periods figures are compared with."""
