using Errand.Storage.Messages;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>A task that is about to be stored.</summary>
/// <param name="Index">Its index in the request.</param>
/// <param name="Item">What to store.</param>
/// <param name="IsDirect">Whether a handler has reserved a slot for it.</param>
internal readonly record struct SubmitRow(int Index, Submission Item, bool IsDirect = false)
{
    /// <summary>If a key occurs twice in a batch, the first row takes it and the others find it.</summary>
    public static List<SubmitRow> FirstOfEachKey(List<SubmitRow> rows)
    {
        var seen = new HashSet<(string, string)>();
        return rows.FindAll(row => row.Item.Key is not { } key || seen.Add((key.Scope, key.Key)));
    }

    /// <summary>Its own nonce in a batch with this one.</summary>
    public long NonceIn(long batch) => unchecked(batch + Index);
}
