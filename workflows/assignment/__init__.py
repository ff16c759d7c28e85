"""Assignment letters (surat tugas): prepared, checked, signed, one number for all, calendars blocked, reported on."""
