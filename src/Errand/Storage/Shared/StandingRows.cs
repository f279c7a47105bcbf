using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads a task's standing from the rows of a store's <c>FindStanding</c>: one for each handler, or one without a handler, and
/// what is known of the task in each.</summary>
internal sealed class StandingRows(TaskId id)
{
    private const int Task = MemberRow.Next + 2;

    private readonly List<StandingHandler> _handlers = [];
    private TaskStanding? _standing;

    public void Add(IColumns row)
    {
        _standing ??= ReadTask(row);
        if (!row.IsNull(0))
        {
            _handlers.Add(new MemberRow(row).ReadStanding(row.GetBoolean(MemberRow.Next), row.GetInt32(MemberRow.Next + 1)));
        }
    }

    /// <summary>Null when there is no such task.</summary>
    public TaskStanding? ToStanding() => _standing;

    private TaskStanding ReadTask(IColumns row)
    {
        AttemptKind? last = row.IsNull(Task + 11) ? null : (AttemptKind)row.GetInt32(Task + 11);
        return new TaskStanding
        {
            Id = id,
            At = row.GetInstant(Task),
            Type = row.GetString(Task + 1),
            Queue = row.GetString(Task + 2),
            IsPaused = row.GetBoolean(Task + 3),
            Place = (TaskPlace)row.GetInt32(Task + 4),
            Since = row.GetInstant(Task + 5),
            RunAt = row.IsNull(Task + 6) ? null : row.GetInstant(Task + 6),
            Attempt = row.GetInt32(Task + 7),
            Outcome = row.IsNull(Task + 8) ? null : (OutcomeState)row.GetInt32(Task + 8),
            Error = row.IsNull(Task + 9) ? null : RunErrorText.Read(row.GetBytes(Task + 9)).Message,
            Ahead = row.GetInt32(Task + 10),
            IsHandedBack = last is AttemptKind.HandedBack or AttemptKind.NoSuchType,
            Handlers = _handlers,
        };
    }
}
