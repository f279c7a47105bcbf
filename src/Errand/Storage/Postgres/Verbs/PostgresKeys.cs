using System.Data;
using Errand.Storage.Access;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared.Keys;
using Npgsql;
using NpgsqlTypes;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Keeps keys, and the audit log.</summary>
internal sealed class PostgresKeys(PostgresSource source)
{
    /// <summary>The last parameters of a statement that changes tasks, and notes it. The statement adds the number of tasks to the last
    /// one, and the brace that ends it.</summary>
    public static NpgsqlParameter[] Parameters(ChangeAudit? audit) =>
        [Text(audit?.Actor), Text(audit?.Address), Text(audit?.Filter is { } filter ? $"{{\"filter\":{filter},\"changed\":" : null)];

    public Task<string> FindMarkAsync(CancellationToken cancellationToken) => source.ReadAsync(
        async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.FindKeysMark);
            return (await command.ListAsync(row => row.GetString("mark")))[0];
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken) => source.ReadAsync<IReadOnlyList<StoredKey>>(
        async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.ListKeys);
            return await command.ListAsync(row => KeyRow.Read(new PostgresColumns(row)));
        },
        cancellationToken);

    public Task<StoredKey?> CreateAsync(NewKey key, AuditEntry audit) => MakeAsync(connection => connection.Statement(
        PostgresSql.CreateKey,
        [
            Text(key.Id), Text(key.Subject), Bytes(key.Hash), Text(key.Scopes),
            new NpgsqlParameter<double?> { TypedValue = key.Rate, NpgsqlDbType = NpgsqlDbType.Double },
            Text(key.Note), Text(key.CreatedBy),
            new NpgsqlParameter<TimeSpan?> { TypedValue = key.Lifetime, NpgsqlDbType = NpgsqlDbType.Interval },
            .. Parameters(audit),
        ]));

    public Task<StoredKey?> RotateAsync(KeyRotation rotation, AuditEntry audit) => MakeAsync(connection => connection.Statement(
        PostgresSql.RotateKey,
        [
            Text(rotation.OldId), Text(rotation.Id), Bytes(rotation.Hash), Text(rotation.CreatedBy), Of(rotation.Overlap),
            .. Parameters(audit),
        ]));

    public Task<bool> RevokeAsync(string id, AuditEntry audit) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.RevokeKey, [Text(id), .. Parameters(audit)]);
        return (await command.ListAsync(row => row.GetString("id"))).Count > 0;
    });

    public Task TouchAsync(IReadOnlyDictionary<string, TimeSpan> ages) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.TouchKeys, Of(ages.Keys.ToArray()), Of(ages.Values.ToArray()));
        return await command.ExecuteNonQueryAsync();
    });

    public Task AppendAuditAsync(AuditEntry entry) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.AppendAudit, Parameters(entry));
        return await command.ExecuteNonQueryAsync();
    });

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        source.ReadAsync<IReadOnlyList<AuditRow>>(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(
                    PostgresSql.ListAudit, Of(request.Below), Text(request.Actor), Text(request.Action), Instant(request.After),
                    Instant(request.Before), Of((long)request.Limit));
                return await command.ListAsync(row => AuditColumns.Read(new PostgresColumns(row)));
            },
            cancellationToken);

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.DeleteAudit, Of((long)limit), Of(keptFor));
        return await command.ExecuteNonQueryAsync();
    });

    private Task<StoredKey?> MakeAsync(Func<NpgsqlConnection, NpgsqlCommand> statement) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = statement(connection);
        return (await command.ListAsync(row => KeyRow.Read(new PostgresColumns(row)))).SingleOrDefault();
    });

    private static NpgsqlParameter[] Parameters(AuditEntry entry) =>
        [Text(entry.Actor), Text(entry.Action), Text(entry.Target), Text(entry.Detail), Text(entry.Address)];

    private static NpgsqlParameter<DateTimeOffset?> Instant(DateTimeOffset? instant) =>
        new NpgsqlParameter<DateTimeOffset?> { TypedValue = instant?.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
