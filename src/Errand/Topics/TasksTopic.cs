using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Topics;

/// <summary>Which tasks have changed: by this process, which knows them, or by others, whose hints may not name them.</summary>
internal sealed class TasksTopic(IViewStore views, IWatchStore watch, TaskEvents events, TimeProvider time) : ITopic
{
    private static readonly TasksHint LookYourself = new() { Ids = [], More = true, Types = [], Queues = [] };

    private readonly ChangedTasks _changed = new();
    private Action _pressed = () => { };
    private MissedHints _missed = new(watch, time);

    public HintTopics Topic => HintTopics.Tasks;

    public string Name => "tasks";

    public ChangeHint Whole => LookYourself;

    public void Begin(Action pressed)
    {
        _changed.Take();
        _pressed = pressed;
        _missed = new MissedHints(watch, time);
        events.Happened += OnHappened;
        events.TasksChanged += OnTasksChanged;
        events.StoreChanged += OnStoreChanged;
    }

    public void End()
    {
        events.Happened -= OnHappened;
        events.TasksChanged -= OnTasksChanged;
        events.StoreChanged -= OnStoreChanged;
    }

    public async Task<ChangeHint?> LookAsync(CancellationToken cancellationToken)
    {
        watch.AskForNews();
        if (await _missed.AnyAsync(cancellationToken))
        {
            _changed.AddUnknown([]);
        }

        (IReadOnlyList<TaskId> ids, bool isMore, IReadOnlyCollection<string> queues) = _changed.Take();
        if (ids.Count == 0)
        {
            return isMore ? LookYourself with { Queues = [.. queues] } : null;
        }

        try
        {
            IReadOnlyList<TaskRecord> tasks = await views.FindManyAsync(ids, maxBytes: 0, cancellationToken);
            return new TasksHint
            {
                Ids = [.. ids.Select(id => id.Value)],
                More = isMore,
                Types = Names(tasks.Select(task => task.Type.Name)),
                Queues = Names(tasks.Select(task => task.Queue).Concat(queues)),
            };
        }
        catch
        {
            // The next look must still tell of them.
            PutBack(ids, isMore, queues);
            throw;
        }
    }

    private void PutBack(IReadOnlyList<TaskId> ids, bool isMore, IReadOnlyCollection<string> queues)
    {
        foreach (TaskId id in ids)
        {
            _changed.Add(id);
        }

        if (isMore)
        {
            _changed.AddUnknown(queues);
        }
    }

    private static IReadOnlyList<string> Names(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    private void OnHappened(TaskEvent happened) => PressIf(_changed.Add(happened.Id));

    private void OnTasksChanged(string? queue) => PressIf(_changed.AddUnknown(queue is null ? [] : [queue]));

    private void OnStoreChanged(StoreChange change)
    {
        foreach (TaskId id in (change.Done ?? []).Concat(change.Cancelled ?? []))
        {
            PressIf(_changed.Add(id));
        }

        bool isKnown = change is { Queues.Count: 0, Done: not null, Cancelled: not null, IsScheduled: false, HasNews: false };
        PressIf(!isKnown && _changed.AddUnknown(change.Queues ?? []));
    }

    private void PressIf(bool isFirst)
    {
        if (isFirst)
        {
            _pressed();
        }
    }
}
