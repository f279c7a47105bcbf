namespace Errand.HistoryChecker;

/// <summary>Everything that all processes saw, by task and by key.</summary>
public sealed class History
{
    private readonly Dictionary<long, TaskHistory> _tasks = [];
    private readonly Dictionary<string, KeyHistory> _keys = [];

    public History(IReadOnlyList<RecordedEvent> events, IReadOnlyList<DamagedLine>? damages = null)
    {
        Events = events;
        Damages = damages ?? [];
        foreach (RecordedEvent recorded in events)
        {
            Enter(recorded);
        }
    }

    public IReadOnlyList<RecordedEvent> Events { get; }

    public IReadOnlyList<DamagedLine> Damages { get; }

    public IReadOnlyCollection<TaskHistory> Tasks => _tasks.Values;

    public IReadOnlyCollection<KeyHistory> Keys => _keys.Values;

    private void Enter(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case SubmitSent sent:
                OfKey(sent.Key).Sent.Add(sent);
                break;
            case SubmitAccepted accepted:
                OfKey(accepted.Key).Accepted.Add(accepted);
                OfTask(accepted.Id).Accepted.Add(accepted);
                break;
            case SubmitRefused refused:
                OfKey(refused.Key).Refused.Add(refused);
                break;
            case SubmitUnknown unknown:
                OfKey(unknown.Key).Unknown.Add(unknown);
                break;
            case RunStarted started:
                OfTask(started.Id).Starts.Add(new SeenStart(recorded.Source, started));
                break;
            case RunEnded ended:
                OfTask(ended.Id).Ends.Add(ended);
                break;
            case Viewed view:
                OfTask(view.Id).Views.Add(view);
                break;
            case StoredTask stored:
                OfKey(stored.Key).Stored.Add(stored);
                OfTask(stored.Id).Stored.Add(stored);
                break;
        }
    }

    private TaskHistory OfTask(long id) =>
        _tasks.TryGetValue(id, out TaskHistory? task) ? task : _tasks[id] = new TaskHistory(id);

    private KeyHistory OfKey(string key) =>
        _keys.TryGetValue(key, out KeyHistory? history) ? history : _keys[key] = new KeyHistory(key);
}
