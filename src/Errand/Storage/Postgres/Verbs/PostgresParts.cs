using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Npgsql;
using NpgsqlTypes;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Stores results that are kept in parts, and deletes the parts again.</summary>
internal static class PostgresParts
{
    public static async Task<BlobId?> StoreAsync(PostgresSource source, PartsRequest request)
    {
        List<long> blob = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.StoreParts,
                new NpgsqlParameter<long?> { TypedValue = request.Blob?.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                Of(request.First),
                Of(ResultParts.Cut(request.Data).ToArray()),
                Of(ResultParts.MediaType),
                Of(request.TotalBytes),
                Bytes(request.Sha256));
            return await command.ListAsync(row => row.GetInt64("id"));
        });
        return blob.Count == 0 ? null : new BlobId(blob[0]);
    }

    /// <returns>Whether there may be more.</returns>
    public static async Task<bool> DeleteAsync(PostgresSource source) => (await source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.DeleteParts, Of((long)ResultParts.MaxAtOnce), Of(ResultParts.Patience));
        return await command.ListAsync(row => row.GetBoolean("is_more"));
    }))[0];
}
