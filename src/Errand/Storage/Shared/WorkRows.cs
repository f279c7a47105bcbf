using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads what a store's <c>FindWork</c> finds: a row for each member, for each type that waits in a queue, and for the
/// store.</summary>
internal sealed class WorkRows
{
    private const int Queue = MemberRow.Next + 4;
    private const int Store = Queue + 5;

    private readonly List<WorkMember> _members = [];
    private readonly List<TypeWait> _waiting = [];
    private DateTimeOffset _at;
    private DateTimeOffset? _oldestExpiredAt;
    private bool _acceptsWrites;
    private long? _walBytes;

    public void Add(IColumns row)
    {
        if (!row.IsNull(0))
        {
            _members.Add(new MemberRow(row).ReadWork());
        }
        else if (!row.IsNull(Queue))
        {
            _waiting.Add(new TypeWait(
                row.GetString(Queue), row.GetBoolean(Queue + 1), row.GetString(Queue + 2), row.GetInstant(Queue + 3),
                InstantOrNull(row, Queue + 4)));
        }
        else
        {
            (_at, _oldestExpiredAt, _acceptsWrites) = (
                row.GetInstant(Store), InstantOrNull(row, Store + 1), row.GetBoolean(Store + 2));
            _walBytes = row.IsNull(Store + 3) ? null : row.GetInt64(Store + 3);
        }
    }

    public WorkFacts ToFacts() => new()
    {
        At = _at,
        AcceptsWrites = _acceptsWrites,
        OldestExpiredAt = _oldestExpiredAt,
        WalBytes = _walBytes,
        Members = _members,
        Waiting = _waiting,
    };

    private static DateTimeOffset? InstantOrNull(IColumns row, int column) => row.IsNull(column) ? null : row.GetInstant(column);
}
