using System.Globalization;
using Errand.Storage.Views;

namespace Errand.Insight;

/// <summary>Says why a task waits, from what was seen of it at one instant: so it was true then.</summary>
internal sealed class Explanation
{
    private readonly TaskStanding _task;

    /// <summary>The live handlers that serve the queue.</summary>
    private readonly StandingHandler[] _serving;

    /// <summary>Those of them that have the type.</summary>
    private readonly StandingHandler[] _able;

    /// <summary>Those of them that take on more.</summary>
    private readonly StandingHandler[] _taking;
    private readonly int _slots;
    private readonly int _freeSlots;

    private Explanation(TaskStanding task)
    {
        _task = task;
        _serving = [.. task.Handlers.Where(handler => handler.GoneAt is null && handler.Entry.Serves(task.Queue))];
        _able = [.. _serving.Where(handler => handler.Entry.Has(task.Type))];
        _taking = [.. _able.Where(handler => !handler.IsDraining)];
        _slots = _taking.Sum(handler => handler.Entry.Slots);
        _freeSlots = _taking.Sum(handler => Math.Max(0, handler.Entry.Slots - handler.Held));
    }

    /// <summary>Without a forecast.</summary>
    public static TaskExplanation Of(TaskStanding task) => new Explanation(task).Explain();

    private TaskExplanation Explain()
    {
        (string reason, string sentence, string? advice) = Find();
        return new TaskExplanation
        {
            Id = _task.Id.Value,
            Reason = reason,
            Sentence = sentence,
            Since = _task.Since,
            Do = advice,
            Facts = new WaitFacts
            {
                Queue = _task.Queue,
                Ahead = _task.Place == TaskPlace.Ready
                    ? new TasksAhead(Math.Min(_task.Ahead, TaskStanding.MaxAhead), _task.Ahead <= TaskStanding.MaxAhead)
                    : null,
                Handlers = _taking.Length,
                Slots = _slots,
                FreeSlots = _freeSlots,
                LastHandler = LastHandler(),
                Next = _task.Place == TaskPlace.Later ? _task.RunAt : null,
            },
        };
    }

    /// <summary>The first reason that holds.</summary>
    private (string Reason, string Sentence, string? Do) Find() => _task.Place switch
    {
        TaskPlace.Outcome => (ExplanationReason.Done, Ended(), null),
        TaskPlace.Lease => (ExplanationReason.Running, Text($"A handler took it at {At(_task.Since)}, as attempt {_task.Attempt}."), null),
        TaskPlace.Blocked => (ExplanationReason.Blocked, "It waits for other tasks.", null),
        TaskPlace.Later when _task.Attempt == 0 =>
            (ExplanationReason.Scheduled, $"It is to start at {At(_task.RunAt)}{AndPaused()}.", Resume()),
        TaskPlace.Later when _able.Length == 0 => (ExplanationReason.NoHandler, $"{Again()}. {NoneIsAble()}", Start()),
        TaskPlace.Later => (ExplanationReason.Retry, $"{Again()}{AndPaused()}.", Resume()),
        _ when _task.IsPaused => (ExplanationReason.Paused, $"Queue {_task.Queue} is paused.", Resume()),
        _ when _able.Length == 0 => (ExplanationReason.NoHandler, NoneIsAble(), Start()),
        _ when _taking.Length > 0 && _freeSlots <= _task.Ahead => (ExplanationReason.Busy, $"{Slots()}; {Before()}.", null),
        _ when _taking.Length == 0 => (ExplanationReason.Draining, AllStop(), Start()),
        _ => (ExplanationReason.Ready, $"{Slots()}; {Before()}. It should start at once; if it does not, see /health/ready.", null),
    };

    private string Ended() => _task.Outcome switch
    {
        OutcomeState.Succeeded => $"It succeeded at {At(_task.Since)}.",
        OutcomeState.Cancelled => $"It was cancelled at {At(_task.Since)}.",
        _ => $"It failed at {At(_task.Since)}: {Message()}.",
    };

    private string Again() => string.Create(
        CultureInfo.InvariantCulture,
        $"Attempt {_task.Attempt} {(_task.IsHandedBack ? "was handed back" : $"failed: {Message()}")}; the next one is due at {At(_task.RunAt)}");

    private string AndPaused() => _task.IsPaused ? $", and queue {_task.Queue} is paused" : "";

    private string NoneIsAble()
    {
        string none = _serving.Length == 0
            ? $"No live handler serves queue {_task.Queue}"
            : $"No live handler of queue {_task.Queue} has the task type {_task.Type}";
        return LastHandler() is { } last ? $"{none}; the last one was on {last.Host}, gone since {At(last.GoneAt)}." : $"{none}.";
    }

    private string AllStop() => _able.Length switch
    {
        1 => "The only handler that could run it is about to stop.",
        2 => "Both handlers that could run it are about to stop.",
        _ => Text($"All {_able.Length} handlers that could run it are about to stop."),
    };

    /// <summary>A run that waits for another task counts as if it had a slot: only its own process knows better.</summary>
    private string Slots()
    {
        string handlers = _taking.Length == 1 ? "1 handler" : Text($"{_taking.Length} handlers");
        return (_slots, _freeSlots) switch
        {
            (1, 0) => $"The only slot of {handlers} is taken",
            (_, 0) => Text($"All {_slots} slots of {handlers} are taken"),
            (_, 1) => $"1 slot of {handlers} is free",
            _ => Text($"{_freeSlots} slots of {handlers} are free"),
        };
    }

    private string Before() => _task.Ahead switch
    {
        0 => "no task comes first",
        1 => "1 task comes first",
        > TaskStanding.MaxAhead => "more than 10,000 tasks come first",
        _ => Text($"{_task.Ahead} tasks come first"),
    };

    private string? Resume() => _task.IsPaused ? $"Resume the queue: POST /v1/queues/{_task.Queue}/resume." : null;

    private string Start() => _serving.Length == 0
        ? $"Start a handler with HANDLER_QUEUES={_task.Queue}."
        : $"Start a handler that serves queue {_task.Queue} and has the task type {_task.Type}.";

    /// <summary>The one that went last of those that could have run the task, or served its queue; null while there is a live
    /// one.</summary>
    private GoneHandler? LastHandler()
    {
        if (_able.Length > 0)
        {
            return null;
        }

        IEnumerable<StandingHandler> gone = _task.Handlers.Where(
            handler => handler.GoneAt is not null && handler.Entry.Serves(_task.Queue)
                && (_serving.Length == 0 || handler.Entry.Has(_task.Type)));
        return gone.MaxBy(handler => handler.GoneAt) is { GoneAt: { } goneAt } last
            ? new GoneHandler(last.Entry.Id.ToString(), last.Entry.Host, goneAt)
            : null;
    }

    private string Message() => ErrorExcerpt.Of(_task.Error);

    private static string At(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "an unknown instant";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
