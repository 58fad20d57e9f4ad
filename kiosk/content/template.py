"""A small service that works, to begin one's own from: its comments say what everything does."""

from __future__ import annotations

SERVICE = """\
# What the citizen sees and can do. Try: kiosk content preview {key}
number: {number}                 # permanent, of this service alone
name: {name}
languages: [da]           # add en when the texts are translated
person: {person}               # whom the citizen acts as; see persons.yaml

# Things that come in several: one row for each, instead of the same rows written three times.
lists:
  day:
    monday: {{texts: {{name: mandag}}}}
    tuesday: {{texts: {{name: tirsdag}}}}
    friday: {{texts: {{name: fredag}}}}

# All that can change. The first value is the one at the start.
vars:
  chosen: [none, each day]          # none, monday, tuesday or friday
  booked: [none, each day]
  mail: {{typed: {{own: <person.mail>}}}}   # empty, own or other: nothing typed is kept
  missing: [no, yes]

# These start anew when the citizen leaves the view.
forget:
  mail: browser.summary
  missing: browser.summary

# device.view; the first view of a device is where it starts. A control with set, go or do acts.
views:
  browser.front:
    address: bibliotek.example
    show:
      - heading: Biblioteket
        id: heading
      - row: Brev til dig
        id: letter
        icon: mail
        go: letter
      - link: Nyheder
        id: news
        go: news
  browser.news:
    address: bibliotek.example/nyt
    back: front
    show:
      - text: Der er sang for små børn på lørdag.
        id: news
  browser.letter:
    address: bibliotek.example/brev
    back: front
    show:
      - heading: Din bog er her
        id: heading
      - text: Du kan hente den <said>.      # <said> comes from the form of the task
        id: when
      - button: Vælg en dag
        id: choose
        go: days
  browser.days:
    address: bibliotek.example/dag
    back: letter
    show:
      - row: <day.name>
        id: day
        each: day                   # one row for each day
        set: {{chosen: <day>}}
        go: summary
  browser.summary:
    address: bibliotek.example/dag
    back: days
    show:
      - text: Du har valgt <day.name>.
        id: chosen
        each: day
        when: {{chosen: <day>}}       # shown where this holds
      - field: Din mail
        id: mail
        variable: mail
      - text: Skriv mailen fra dit øvekort.
        id: missing
        icon: info
        when: {{missing: yes}}
      - button: Bekræft
        id: confirm
        do:                         # the first line that fits is taken
          - when: {{mail not: own}}
            set: {{missing: yes}}
          - set: {{booked: as chosen}}
            go: receipt
  browser.receipt:
    address: bibliotek.example/tak
    show:
      - heading: Din dag er valgt
        id: heading
      - button: Vælg anden dag
        id: again
        set: {{booked: none}}
        go: days
      - link: Til forsiden
        id: front
        go: front
"""

TASKS = """\
# What the citizen is asked to do. Proven by: kiosk content check {key}
tasks:
  pick_day:
    number: 1                       # permanent, never used again
    rung: 2                         # 1 guided, 2 alone, 3 mixed, S safety
    item: {{a: 1.0, b: 0.0, origin: expert}}    # how sharply it tells, how hard it is
    can: Vælge en dag på nettet
    next: Vælg en dag på nettet
    prompt: Læs brevet. Vælg den dag, der står i det.
    # Two or more rows: the same task with another right answer, so that nobody wins by habit.
    forms:
      - {{right: friday, texts: {{said: på fredag}}}}
      - {{right: tuesday, texts: {{said: på tirsdag}}}}
    goal: {{booked: <right>}}
    # A note becomes yes the first time this holds, and stays so.
    notes:
      read_letter: {{browser: letter}}
    decides: {{read_letter: yes}}     # what must be seen to know the right answer
    checkpoints:
      read_letter: {{read_letter: yes}}
      booked: {{booked not: none}}
    # Mistakes that people make. Each can happen, and none must.
    traps:
      wrong_day:
        when: {{booked not: [none, <right>]}}    # any other day
        text: Bogen var der ikke den dag. Der stod en anden dag i brevet.
      other_mail:
        when: {{mail: other}}
        text: Det var ikke mailen fra dit øvekort.
      looked_elsewhere:
        when: {{browser: news}}
        text: Brevet lå på forsiden.
    # The first that fits where the citizen stands.
    hints:
      - id: letter
        when: {{browser: [front, news]}}
        nudge: Hvor kan du læse et brev?
      - id: day
        when: {{browser: [letter, days]}}
        nudge: Hvilken dag står der i brevet?
      - id: finish
        nudge: Har du valgt og bekræftet en dag?
"""


def service(key: str, number: int, person: str) -> str:
    """``service.yaml`` of a new service."""
    name = key.replace("_", " ").capitalize()
    return SERVICE.format(key=key, number=number, name=name, person=person)


def tasks(key: str) -> str:
    """``tasks.yaml`` of a new service."""
    return TASKS.format(key=key)
