"""Permission by the hour (surat izin): asked for, decided by the direct superior, given on a numbered paper."""
