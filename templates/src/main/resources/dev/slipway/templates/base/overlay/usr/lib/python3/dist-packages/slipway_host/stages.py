"""Applies the steps of a stage: those before it, its own, those after it, each list in the order of the files.

A step that fails is told of and the next one goes on.
"""

import json
import os

from slipway_host import boot, conditions
from slipway_host.host import LOG

DECLARATION = "/usr/lib/slipway/stages.json"
_STEPS_BYTES_MAX = 16 << 20
_DECLARATION_BYTES_MAX = 1 << 20
_LOG_BYTES_MAX = 4 << 20


def run(host, stages):
    """Applies these stages, in this order. Gives the number of steps that failed."""
    data = host.read(boot.STEPS, _STEPS_BYTES_MAX)
    steps = json.loads(data) if data else {}
    # Most hosts have no step in most stages: nothing more is loaded then.
    if not any(steps.get(stage + part) for stage in stages for part in (".before", "", ".after")):
        return 0
    _turn_log(host)
    declaration = json.loads(host.read(DECLARATION, _DECLARATION_BYTES_MAX))
    failed = 0
    for stage in stages:
        if stage not in declaration["stages"]:
            host.tell("the stage '%s' is not known" % stage)
            failed += 1
            continue
        for part in declaration["parts"]:
            failed += _run_list(host, stage + part, steps.get(stage + part), declaration["blocks"])
    return failed


def _turn_log(host):
    """Begins a new log where the old one has grown: a step that runs every hour would fill the disk."""
    path = host.path(LOG)
    if os.path.exists(path) and os.path.getsize(path) > _LOG_BYTES_MAX:
        os.replace(path, path + ".1")


def _run_list(host, stage, steps, blocks):
    if not isinstance(steps, list):
        if steps is not None:
            host.tell("the stage '%s' is no list of steps" % stage)
        return int(steps is not None)
    failed = 0
    for number, step in enumerate(steps, 1):
        failed += _run_step(host, stage, number, step, blocks)
    return failed


def _run_step(host, stage, number, step, blocks):
    if not isinstance(step, dict):
        host.tell("step %d of stage '%s' is no mapping" % (number, stage))
        return 1
    label = "step '%s' of stage '%s'" % (step["name"], stage) if step.get("name") else "step %d of stage '%s'" % (number, stage)
    try:
        reason = conditions.left_out_because(host, step)
    except Exception as error:  # pylint: disable=broad-except
        reason = _reason(error)
    if reason:
        host.log("%s is left out: %s" % (label, reason))
        return 0
    from slipway_host import blocks as appliers

    host.log("%s" % label)
    failed = False
    for block in blocks:
        if step.get(block) in (None, "", [], {}):
            continue
        try:
            appliers.apply(host, block, step)
        except Exception as error:  # pylint: disable=broad-except
            failed = True
            host.tell("%s failed in '%s': %s" % (label, block, _reason(error)))
    return int(failed)


def _reason(error):
    """What went wrong, without texts of others: their messages can hold a secret."""
    from slipway_host.blocks import StepFailed

    if isinstance(error, StepFailed):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return "%s%s" % (error.strerror, ": " + os.fsdecode(error.filename) if error.filename else "")
    status = getattr(error, "exit_code", None)
    return "%s%s" % (type(error).__name__, "" if status is None else " with status %s" % status)
