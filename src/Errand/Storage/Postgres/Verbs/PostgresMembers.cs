using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>The live handlers and janitors.</summary>
internal static class PostgresMembers
{
    public static Task<int> JoinAsync(PostgresSource source, MemberEntry entry, TimeSpan lease) => source.WriteAsync(
        async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.Join, Of(entry.Id.Value), Of(entry.Role), Of(entry.Host), Of(entry.Pid), Of(entry.Version), Of(entry.Slots),
            Of(entry.StartedAt.ToUniversalTime()), Of(lease));
        return await command.ExecuteNonQueryAsync();
    });

    public static Task<int> LeaveAsync(PostgresSource source, MemberId id) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.Leave, Of(id.Value));
        return await command.ExecuteNonQueryAsync();
    });

    public static Task<IReadOnlyList<LiveMember>> ListAsync(PostgresSource source, CancellationToken cancellationToken) =>
        source.ReadAsync<IReadOnlyList<LiveMember>>(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(PostgresSql.ListMembers);
                return await command.ListAsync(row => new LiveMember(
                    ReadEntry(row),
                    row.GetInstant(7) - LeaseTimes.Lease,
                    [.. row.GetFieldValue<long[]>(8).Select(id => new TaskId(id))]));
            },
            cancellationToken);

    private static MemberEntry ReadEntry(NpgsqlDataReader row) => new()
    {
        Id = row.GetHandler(0),
        Role = row.GetString(1),
        Host = row.GetString(2),
        Pid = row.GetInt32(3),
        Version = row.GetString(4),
        Slots = row.GetInt32(5),
        StartedAt = row.GetInstant(6),
    };
}
