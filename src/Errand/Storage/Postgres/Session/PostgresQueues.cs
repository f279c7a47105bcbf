using System.Collections.Concurrent;
using Errand.Storage.Shared;
using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>The ids of queues. A queue is never renamed or deleted, so they are read once.</summary>
internal sealed class PostgresQueues(PostgresSource source)
{
    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>The queue's id. The queue is created by its first use.</summary>
    public async ValueTask<long> IdOfAsync(string name)
    {
        if (_ids.TryGetValue(name, out long known))
        {
            return known;
        }

        // Twice, because another process may add it between the read and the insert.
        long id = await FindAsync(name) ?? await AddAsync(name) ?? await FindAsync(name)
            ?? throw new StoreUnavailableException($"The queue {name} could not be added.");
        Keep(id, name);
        return id;
    }

    /// <summary>The ids of the queues of some items.</summary>
    public async ValueTask<long[]> IdsOfAsync<T>(List<T> items, Func<T, string> queueOf)
    {
        long[] ids = new long[items.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = await IdOfAsync(queueOf(items[i]));
        }

        return ids;
    }

    /// <summary>The queue's id; null if nothing was ever submitted to it.</summary>
    public async ValueTask<long?> FindIdAsync(string name)
    {
        if (_ids.TryGetValue(name, out long known))
        {
            return known;
        }

        if (await FindAsync(name) is { } id)
        {
            Keep(id, name);
            return id;
        }

        return null;
    }

    /// <summary>The queue's id if this process has already read it.</summary>
    public long? KnownIdOf(string name) => _ids.TryGetValue(name, out long known) ? known : null;

    public async ValueTask<string> NameOfAsync(long id)
    {
        if (_names.TryGetValue(id, out string? known))
        {
            return known;
        }

        List<string> found = await source.ReadAsync(
            async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(PostgresSql.NameQueue, NpgsqlCommands.Of(QueueNumber.QueueOf(id)));
                return await command.ListAsync(row => row.GetString(0));
            },
            CancellationToken.None);
        Keep(id, found[0]);
        return found[0];
    }

    private Task<long?> FindAsync(string name) =>
        source.ReadAsync(connection => IdAsync(connection, PostgresSql.FindQueue, name), CancellationToken.None);

    private Task<long?> AddAsync(string name) => source.WriteAsync(connection => IdAsync(connection, PostgresSql.AddQueue, name));

    private static async Task<long?> IdAsync(Npgsql.NpgsqlConnection connection, string sql, string name)
    {
        await using NpgsqlCommand command = connection.Statement(sql, NpgsqlCommands.Of(name));
        List<int> ids = await command.ListAsync(row => row.GetInt32(0));
        return ids.Count == 0 ? null : ids[0];
    }

    private void Keep(long id, string name)
    {
        _ids[name] = id;
        _names[id] = name;
    }
}
