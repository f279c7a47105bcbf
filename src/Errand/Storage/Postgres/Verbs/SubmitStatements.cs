using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>The statements of a submission, over a connection of the store or of a caller.</summary>
internal static class SubmitStatements
{
    /// <summary>The parameters of <see cref="PostgresSql.Submit"/>, and the first ones of <see cref="PostgresSql.SubmitAndLease"/>.</summary>
    public static NpgsqlParameter[] Parameters(long nonce, List<SubmitRow> rows, long[] queueIds) =>
    [
        Of(nonce),
        Common(queueIds),
        Common(rows, item => (short)QueuePlace.Negate(item.Priority)),
        Common(rows, item => item.Type.Name),
        Texts([.. rows.Select(row => ToText(row.Item.Args))]),
        Common(rows, item => (short)item.MaxAttempts),
        Rare(rows, item => item.Timeout?.ToMilliseconds()),
        Common(rows, item => item.TimeToLive.ToMilliseconds()),
        Rare(rows, item => item.RunAt?.ToUniversalTime()),
        Rare(rows, item => item.Delay?.ToMilliseconds()),
        Rare(rows, item => TagText.Write(item.Tags)),
        Nonces(nonce, rows),
        Rare(rows, item => item.Key?.Scope),
        Rare(rows, item => item.Key?.Key),
        Rare(rows, item => item.Key is { } key ? ToText(key.RequestHash) : null),
        Of(rows.Exists(row => row.IsDirect) ? rows.ConvertAll(row => row.IsDirect).ToArray() : []),
        Rare(rows, item => item.Owner),
        Rare(rows, item => item.Trace),
    ];

    /// <summary>Answers the rows whose idempotency key is in use.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="keyed">Rows with a key.</param>
    /// <param name="answers">By index in the request.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<List<SubmitAnswer>> FindKeysAsync(
        NpgsqlConnection connection, List<SubmitRow> keyed, SubmitAnswer[] answers, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.FindKey, Column(keyed, item => item.Key!.Scope), Column(keyed, item => item.Key!.Key));
        return await command.ListAsync(
            row =>
            {
                (int index, Submission? item, bool _) = keyed[(int)row.GetInt64("ord") - 1];
                return answers[index] = row.GetFieldValue<byte[]>("request_hash").AsSpan().SequenceEqual(item.Key!.RequestHash.Span)
                    ? new SubmitAnswer(
                        SubmitVerdict.Replayed, new TaskId(row.GetInt64("id")), row.GetInstant("created_at"), row.GetInstant("expires_at"),
                        row.GetInstantOrNull("run_at"))
                    : new SubmitAnswer(SubmitVerdict.KeyReused);
            },
            cancellationToken);
    }

    private static NpgsqlParameter Column<T>(List<SubmitRow> rows, Func<Submission, T> value) => Of(Values(rows, value));

    /// <summary>A column in which all values are often equal: then one is sent.</summary>
    private static NpgsqlParameter Common<T>(List<SubmitRow> rows, Func<Submission, T> value)
        where T : IEquatable<T> => Common(Values(rows, value));

    private static NpgsqlParameter Common<T>(T[] values)
        where T : IEquatable<T> => Of(values.AsSpan().ContainsAnyExcept(values[0]) ? values : values[..1]);

    /// <summary>Only the first, if the others count up from it.</summary>
    private static NpgsqlParameter Nonces(long nonce, List<SubmitRow> rows)
    {
        long[] nonces = [.. rows.Select(row => row.NonceIn(nonce))];
        bool isGapless = rows[^1].Index - rows[0].Index == rows.Count - 1;
        return Of(isGapless && nonces[^1] >= nonces[0] ? nonces[..1] : nonces);
    }

    private static T[] Values<T>(List<SubmitRow> rows, Func<Submission, T> value) => [.. rows.Select(row => value(row.Item))];

    /// <summary>A column that is often empty: then nothing is sent, and <c>unnest</c> fills it with nulls.</summary>
    private static NpgsqlParameter Rare<T>(List<SubmitRow> rows, Func<Submission, T?> value)
    {
        T?[] values = Values(rows, value);
        return Of(Array.TrueForAll(values, given => given is null) ? [] : values);
    }
}
