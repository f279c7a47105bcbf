using System.Collections;
using System.Globalization;
using Errand.Storage.Messages;

namespace Errand.Telemetry;

/// <summary>What lines of the server's log that are written within a run carry: which task, of which type, which attempt.</summary>
/// <remarks>Not the claim: what a function leaves behind would keep its arguments in memory. A structure, so that it costs nothing where
/// no line shows it.</remarks>
internal readonly struct RunScope(TaskClaim claim) : IReadOnlyList<KeyValuePair<string, object>>
{
    private readonly TaskId _id = claim.Id;
    private readonly string _type = claim.Type.Name;
    private readonly int _attempt = claim.Attempt;

    public int Count => 3;

    public KeyValuePair<string, object> this[int index] => index switch
    {
        0 => new("TaskId", _id.Value),
        1 => new("TaskType", _type),
        2 => new("Attempt", _attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"TaskId:{_id} TaskType:{_type} Attempt:{_attempt}");
}
