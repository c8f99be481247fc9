"""Buckets and shifts of days in the Gregorian, Jalali and fiscal calendars."""
