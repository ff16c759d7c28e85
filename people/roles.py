"""The closed list of roles. A role opens doors and gives the desk `role:<name>`; it never gives a post."""

from enum import StrEnum

from kernel.errors import N_


class Role(StrEnum):
    """What a person may be asked to do beside the duties of his post."""

    PEGAWAI = "pegawai"
    SEKRETARIS = "sekretaris"
    AGENDARIS = "agendaris"
    ARSIPARIS = "arsiparis"
    KASUBBAG_UMUM = "kasubbag_umum"
    PENGELOLA_KEPEGAWAIAN = "pengelola_kepegawaian"
    PENGELOLA_PERSEDIAAN = "pengelola_persediaan"
    KEPALA_UNIT = "kepala_unit"
    PIMPINAN = "pimpinan"
    PERENCANA = "perencana"
    BENDAHARA = "bendahara"
    PETUGAS_LAYANAN = "petugas_layanan"
    VERIFIKATOR = "verifikator"
    TIM_TEKNIS = "tim_teknis"
    ADMIN_SISTEM = "admin_sistem"
    AUDITOR = "auditor"

    @property
    def sentence(self) -> str:
        """What the role is for, in one sentence."""
        return SENTENCES[self]

    @property
    def group(self) -> str:
        """The people who have the role, as a group."""
        return GROUPS[self]


SENTENCES = {
    Role.PEGAWAI: N_("Every employee: own tasks, own requests, letters one was given."),
    Role.SEKRETARIS: N_("Secretary of the head: registers letters, records dictated dispositions, never decides."),
    Role.AGENDARIS: N_("Registers incoming letters and gives them their agenda number."),
    Role.ARSIPARIS: N_("Files closed letters by classification and place."),
    Role.KASUBBAG_UMUM: N_("Head of general affairs: watches over the register and the archive."),
    Role.PENGELOLA_KEPEGAWAIAN: N_("Keeps the personnel records and checks leave."),
    Role.PENGELOLA_PERSEDIAAN: N_("Keeps the store of office supplies."),
    Role.KEPALA_UNIT: N_("Whoever serves a leading post at this moment; it comes with the post."),
    Role.PIMPINAN: N_("The head of the office, or who acts for the head; sees the whole office at a glance."),
    Role.PERENCANA: N_("Plans activities and budget."),
    Role.BENDAHARA: N_("Keeps the money and its papers."),
    Role.PETUGAS_LAYANAN: N_("Serves citizens at the counter."),
    Role.VERIFIKATOR: N_("Checks whether an application is complete."),
    Role.TIM_TEKNIS: N_("Examines an application on its matter."),
    Role.ADMIN_SISTEM: N_("Runs the system: processes, accounts, settings; sees no content of letters."),
    Role.AUDITOR: N_("Reads everything that happened and changes nothing."),
}


GROUPS = {
    Role.PEGAWAI: N_("all employees"),
    Role.SEKRETARIS: N_("secretariat"),
    Role.AGENDARIS: N_("registry"),
    Role.ARSIPARIS: N_("archive"),
    Role.KASUBBAG_UMUM: N_("general affairs"),
    Role.PENGELOLA_KEPEGAWAIAN: N_("personnel administration"),
    Role.PENGELOLA_PERSEDIAAN: N_("store of supplies"),
    Role.KEPALA_UNIT: N_("heads of units"),
    Role.PIMPINAN: N_("head of the office"),
    Role.PERENCANA: N_("planning"),
    Role.BENDAHARA: N_("treasury"),
    Role.PETUGAS_LAYANAN: N_("counter"),
    Role.VERIFIKATOR: N_("verification"),
    Role.TIM_TEKNIS: N_("technical team"),
    Role.ADMIN_SISTEM: N_("system administration"),
    Role.AUDITOR: N_("audit"),
}


class Level(StrEnum):
    """The rung of a post, from the top."""

    KEPALA = "kepala"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    FUNGSIONAL = "fungsional"
    PELAKSANA = "pelaksana"

    @property
    def rung(self) -> int:
        """0 for the head, 1 for administrators, 2 for supervisors, 3 for all staff."""
        return RUNGS[self]


RUNGS = {Level.KEPALA: 0, Level.ADMINISTRATOR: 1, Level.PENGAWAS: 2, Level.FUNGSIONAL: 3, Level.PELAKSANA: 3}

BY_LEVEL = {
    Level.KEPALA: frozenset({Role.PIMPINAN, Role.KEPALA_UNIT}),
    Level.ADMINISTRATOR: frozenset({Role.KEPALA_UNIT}),
    Level.PENGAWAS: frozenset({Role.KEPALA_UNIT}),
}
