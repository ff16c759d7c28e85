"""The codes of a leave request as msgids."""

from collections.abc import Mapping

from kernel.errors import N_

KINDS: Mapping[str, str] = {
    "CT": N_("Annual leave"),
    "CB": N_("Long leave"),
    "CS": N_("Sick leave"),
    "CM": N_("Maternity leave"),
    "CAP": N_("Leave for an important reason"),
    "CLTN": N_("Unpaid leave"),
}
CAUSES: Mapping[str, str] = {
    "illness": N_("Illness"),
    "miscarriage": N_("Miscarriage"),
    "work_accident": N_("Accident at work"),
    "family_ill": N_("A close relative is gravely ill"),
    "family_died": N_("A close relative has died"),
    "family_rights": N_("Rights of a relative who died"),
    "own_marriage": N_("My own marriage"),
    "wife_childbirth": N_("My wife gives birth"),
    "disaster": N_("Fire or natural disaster"),
    "mission_recovery": N_("Recovery after a dangerous mission"),
    "hajj": N_("First hajj"),
    "fourth_child": N_("Birth of the fourth child or later"),
    "other": N_("Another need"),
    "spouse_duty": N_("Spouse on state duty or study"),
    "spouse_work": N_("Spouse works elsewhere"),
    "having_child": N_("A programme to have a child"),
    "special_needs_child": N_("A child with special needs"),
    "special_care": N_("Spouse or child in special care"),
    "parent_care": N_("Old or sick parents"),
}
ATTACHMENTS: Mapping[str, str] = {
    "doctor_note": N_("Doctor's note"),
    "government_doctor_note": N_("Note of a government doctor"),
    "midwife_note": N_("Midwife's note"),
    "health_team_letter": N_("Letter of the health test team"),
    "inpatient_letter": N_("Inpatient letter"),
    "hospital_note": N_("Hospital note"),
    "death_letter": N_("Death certificate"),
    "rt_letter": N_("Letter of the head of the neighbourhood (RT)"),
    "hajj_schedule": N_("Schedule of departure (hajj)"),
    "appointment_decrees": N_("Decrees: CPNS, PNS, last rank, last post"),
    "service_statement": N_("Service statement"),
    "proof": N_("Proof of the reason"),
    "family_card": N_("Marriage certificate and family card"),
}
DECISIONS: Mapping[str, str] = {
    "approve": N_("Approved"),
    "change": N_("Changed dates"),
    "defer": N_("Deferred"),
    "refuse": N_("Not approved"),
    "none": N_("Without consideration"),
}
BOXES = ("approve", "change", "defer", "refuse")  # the four of the official form
OUTSIDE: Mapping[str, str] = {"ppk": N_("Head of the agency (PPK)"), "sestama": N_("Principal secretary")}
AWAY = N_("away")
SOMETHING = N_("There is news of a leave request.")
HURRIES = frozenset({"leave.escalate", "leave.recalled", "leave.sick"})  # these go by mail of their own
NOTICES: Mapping[str, str] = {
    "leave.verify": N_("A leave request waits to be checked: %(person)s, from %(starts_on)s"),
    "leave.consider": N_("A leave request waits for your consideration: %(person)s, from %(starts_on)s"),
    "leave.decide": N_("A leave request waits for your decision: %(person)s, from %(starts_on)s"),
    "leave.returned": N_("Your leave request from %(starts_on)s was sent back to be corrected"),
    "leave.changed": N_("Other dates are proposed for your leave from %(starts_on)s: accept them or withdraw"),
    "leave.granted": N_("Your leave from %(starts_on)s is approved"),
    "leave.refused": N_("Your leave request from %(starts_on)s was not approved"),
    "leave.deferred": N_("Your leave from %(starts_on)s was deferred"),
    "leave.handed_over": N_("Your leave request from %(starts_on)s waits for a decision outside the unit"),
    "leave.external": N_("A leave request is to be sent out of the unit: %(person)s, from %(starts_on)s"),
    "leave.away": N_("%(person)s is away from %(starts_on)s to %(last_on)s"),
    "leave.stand_in": N_("You stand in for %(person)s from %(starts_on)s to %(last_on)s"),
    "leave.withdrawn": N_("The leave request of %(person)s from %(starts_on)s was withdrawn"),
    "leave.sick": N_("%(person)s has reported sick on %(starts_on)s"),
    "leave.recalled": N_("You are called back from leave, from %(back_on)s"),
    "leave.back": N_("%(person)s is back from leave"),
    "leave.late": N_("%(person)s has not reported back from leave"),
    "leave.remind": N_("A leave request still waits: %(person)s, from %(starts_on)s"),
    "leave.escalate": N_("A leave request is late: %(person)s, from %(starts_on)s"),
}
