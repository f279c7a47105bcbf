using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Gives ready tasks of one queue to a handler.</summary>
internal sealed class PostgresClaim(PostgresSource source, PostgresQueues queues, QueueFronts fronts)
{
    /// <summary>Stands for a queue that nothing was ever submitted to: the statement still reports whether the handler must beat.</summary>
    private const long NoQueue = 0;

    public async Task<ClaimAnswer> RunAsync(ClaimRequest request)
    {
        if (request.IsRepeated && await ClaimAgainAsync(request) is { Claims.Count: > 0 } held)
        {
            return held;
        }

        return await ClaimAsync(request, await queues.FindIdAsync(request.Queue) ?? NoQueue);
    }

    private async Task<ClaimAnswer> ClaimAsync(ClaimRequest request, long queue)
    {
        QueuePlace start = fronts.Begin(queue);
        QueuePlace? last = null;
        bool isAnswered = false;
        try
        {
            (ClaimAnswer? answer, QueuePlace? end) = await source.WriteAsync(async connection =>
            {
                await using NpgsqlCommand command = Claim(connection, request, queue, start);
                return await ReadAsync(command, request, isAhead: request.Ahead > 0);
            });
            (last, isAnswered) = (end, true);
            return answer;
        }
        finally
        {
            fronts.End(queue, last);
            if (!isAnswered)
            {
                // Another claim may have skipped the rows that this one locked and then released.
                fronts.MadeReady(queue, start);
            }
        }
    }

    private static NpgsqlCommand Claim(NpgsqlConnection connection, ClaimRequest request, long queue, QueuePlace start)
    {
        NpgsqlCommand command = connection.Statement(
            request.Ahead > 0 ? PostgresSql.ClaimAhead : PostgresSql.Claim, Of(queue), Of((short)start.Priority), Of(start.Id),
            Of((long)request.Slots), Of(request.Handler.Value), Of(request.ClaimId));
        if (request.Ahead > 0)
        {
            command.Parameters.Add(Of((long)request.Ahead));
            command.Parameters.Add(Of(ClaimRequest.MaxBytesAhead));
        }

        return command;
    }

    /// <summary>What this claim took and its handler still holds.</summary>
    public Task<ClaimAnswer> ClaimAgainAsync(ClaimRequest request) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.ClaimAgain, Of(request.Handler.Value), Of(request.ClaimId));
        return (await ReadAsync(command, request, isAhead: false)).Answer;
    });

    private static async Task<(ClaimAnswer Answer, QueuePlace? Last)> ReadAsync(
        NpgsqlCommand command, ClaimRequest request, bool isAhead)
    {
        bool mustBeat = false;
        List<(QueuePlace Place, long Number, TaskClaim Claim)> claims = await command.ListAsync(row =>
        {
            mustBeat = !row.GetBoolean("is_alive");
            return row.IsDBNull("id") ? default : (
                Place: new QueuePlace(row.GetInt32("priority"), row.GetInt64("id")),
                // Only a claim ahead skips tasks between those that it takes.
                Number: isAhead ? row.GetInt64("place") : 0,
                Claim: Read(row, request.Queue));
        });
        claims.RemoveAll(static claim => claim.Claim is null);
        claims.Sort(static (a, b) => a.Place.CompareTo(b.Place));
        (QueuePlace Place, long Number, TaskClaim Claim) last = claims.TakeWhile(
            static (claim, index) => claim.Number == 0 || claim.Number == index + 1).LastOrDefault();
        ClaimAnswer answer = ClaimAnswer.Of(request, claims.ConvertAll(static claim => claim.Claim)) with { MustBeat = mustBeat };
        return (answer, last.Claim is null ? null : last.Place);
    }

    private static TaskClaim Read(NpgsqlDataReader row, string queue)
    {
        (DateTimeOffset now, DateTimeOffset deadline) = (row.GetInstant("now"), row.GetInstant("deadline_at"));
        TimeSpan? waited = now - row.GetInstantOrNull("since");
        return new TaskClaim
        {
            Id = new TaskId(row.GetInt64("id")),
            Attempt = row.GetInt32("attempt"),
            TriesLeft = row.GetInt32("tries"),
            MaxAttempts = row.GetInt32("max_attempts"),
            Type = new TaskType(row.GetString("type")),
            Queue = queue,
            Waited = waited < TimeSpan.Zero ? TimeSpan.Zero : waited,
            Args = row.GetFieldValue<byte[]>("args"),
            Deadline = deadline,
            TimeLeft = deadline > now ? deadline - now : TimeSpan.Zero,
            Trace = row.IsDBNull("trace") ? null : row.GetString("trace"),
            WasDelayed = row.GetBoolean("was_delayed"),
        };
    }
}
