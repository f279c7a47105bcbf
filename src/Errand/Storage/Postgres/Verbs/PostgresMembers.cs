using Errand.Storage.Messages;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Npgsql;
using NpgsqlTypes;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Lists handlers and janitors as alive, or as gone.</summary>
internal static class PostgresMembers
{
    public static Task<int> JoinAsync(PostgresSource source, MemberEntry entry, TimeSpan lease) => source.WriteAsync(
        async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.Join, Of(entry.Id.Value), Of(entry.Role), Of(entry.Host), Of(entry.Pid), Of(entry.Version), Of(entry.Slots),
            Of(entry.StartedAt.ToUniversalTime()), Of(lease),
            new NpgsqlParameter<string?> { TypedValue = OfferText.Write(entry.Offer), NpgsqlDbType = NpgsqlDbType.Text },
            Of(entry.MemoryBytes));
        return await command.ExecuteNonQueryAsync();
    });

    public static Task<int> LeaveAsync(PostgresSource source, MemberId id) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.Leave, Of(id.Value));
        return await command.ExecuteNonQueryAsync();
    });
}
