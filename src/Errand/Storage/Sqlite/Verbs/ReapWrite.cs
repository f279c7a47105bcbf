using System.Security.Cryptography;
using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;
using Errand.Storage.Stats;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Declares silent handlers dead, and takes back the runs of dead or unlisted handlers and those long past their
/// deadline.</summary>
internal sealed class ReapWrite(int limit, IReadOnlyCollection<MemberId> alive) : SqliteWrite<ReapAnswer>(WritePriority.Other)
{
    private static readonly int RescueSpread = (int)StoreRules.RescueSpread.ToMilliseconds();

    private static readonly byte[] Lost = RunErrorText.Write(StoreRules.Lost);
    private static readonly byte[] TimedOut = RunErrorText.Write(StoreRules.TimedOut);

    public override int Rows => limit;

    protected override ReapAnswer Execute(WriteScope scope)
    {
        List<MemberId> dead = MarkDead(scope);
        List<Victim> victims = FindVictims(scope);
        (List<string> taken, HashSet<long> queues, List<EndedTask> ended) = ([], [], []);
        foreach (Victim victim in victims)
        {
            TakenLease? run = null;
            if (!scope.IsCareful)
            {
                run = Take(scope, victim, victims.Count);
            }
            else if (!scope.TryRow(new TaskId(victim.Id), () => run = Take(scope, victim, victims.Count)))
            {
                scope.TryRow(new TaskId(victim.Id), () => run = Fail(scope, victim));
            }

            if (run is not { } gone)
            {
                continue;
            }

            taken.Add(victim.Type);
            if (IsTriedAgain(gone))
            {
                queues.Add(gone.Queue);
            }
            else
            {
                ended.Add(new EndedTask(
                    new TaskId(gone.Id), victim.Type, scope.Queues.NameOf(gone.Queue),
                    gone.IsCancelled ? OutcomeState.Cancelled : OutcomeState.Failed));
            }
        }

        return new ReapAnswer(dead, taken, [.. queues.Select(scope.Queues.NameOf)], ended, taken.Count == limit);
    }

    private List<MemberId> MarkDead(WriteScope scope)
    {
        var silent = new List<MemberId>();
        using (SqliteRow row = scope[SqliteSql.ReapSilent].Query(scope.Now))
        {
            while (row.Read())
            {
                if (row.GetHandler(0) is var handler && !alive.Contains(handler))
                {
                    silent.Add(handler);
                }
            }
        }

        foreach (MemberId handler in silent)
        {
            scope[SqliteSql.ReapMark].Execute(handler.ToBlob());
        }

        return silent;
    }

    private List<Victim> FindVictims(WriteScope scope)
    {
        var victims = new List<Victim>();
        using SqliteRow row = scope[SqliteSql.Reap].Query(scope.Now - StoreRules.Overdue.ToMilliseconds(), limit);
        while (row.Read())
        {
            victims.Add(new Victim(row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2), row.IsNull(3) ? StatRow.Other : row.GetString(3)));
        }

        return victims;
    }

    private static TakenLease Take(WriteScope scope, Victim victim, int victims)
    {
        TakenLease run = TakeLease(scope, victim);
        if (!IsTriedAgain(run))
        {
            scope.Places.PutOutcome(run, run.IsCancelled ? OutcomeState.Cancelled : OutcomeState.Failed, victim.Error);
        }
        else if (victims <= StoreRules.MostRescuedAtOnce)
        {
            scope.Places.PutReady(run.Queue, run.Place, run.Attempt, run.Tries);
        }
        else
        {
            long due = scope.Now + RandomNumberGenerator.GetInt32(RescueSpread);
            scope.Places.PutLater(run.Queue, run.Place, due, run.Attempt, run.Tries);
        }

        return run;
    }

    private static TakenLease TakeLease(WriteScope scope, Victim victim)
    {
        scope.Places.LeaveLease(victim.Id, victim.Attempt, out TakenLease run);
        scope.Places.LogAttempt(run, AttemptKind.HandlerLost, victim.Error);
        if (victim.IsLost)
        {
            scope[SqliteSql.CountLost].Execute(run.Handler);
        }

        return run;
    }

    /// <summary>Ends a task whose row cannot go back to its queue, so that it does not block others.</summary>
    private static TakenLease Fail(WriteScope scope, Victim victim)
    {
        TakenLease run = TakeLease(scope, victim);
        scope.Places.PutOutcome(run, OutcomeState.Failed, victim.Error);
        return run with { Tries = 0, IsCancelled = false };
    }

    private static bool IsTriedAgain(in TakenLease run) => run.Tries > 0 && !run.IsCancelled;

    /// <param name="Id">The task.</param>
    /// <param name="Attempt">The attempt that holds its lease.</param>
    /// <param name="IsLost">Whether its handler is dead, not just late.</param>
    /// <param name="Type">Of the task.</param>
    private readonly record struct Victim(long Id, long Attempt, bool IsLost, string Type)
    {
        public byte[] Error => IsLost ? Lost : TimedOut;
    }
}
