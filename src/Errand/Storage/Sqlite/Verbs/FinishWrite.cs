using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Records how runs ended. <see cref="RunEnd"/> decides what that means for each task.</summary>
internal sealed class FinishWrite(IReadOnlyList<FinishRequest> batch) : SqliteWrite<IReadOnlyList<FinishAnswer>>(WritePriority.Finish)
{
    public override int Rows => batch.Count;

    protected override IReadOnlyList<FinishAnswer> Execute(WriteScope scope)
    {
        var answers = new FinishAnswer[batch.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = scope.IsCareful ? TryEnd(scope, batch[i]) : RunEnd.Apply(scope, batch[i]);
        }

        return answers;
    }

    private static FinishAnswer TryEnd(WriteScope scope, FinishRequest finish)
    {
        var answer = new FinishAnswer(FinishVerdict.Stale);
        var failed = new FinishRequest
        {
            Id = finish.Id,
            Attempt = finish.Attempt,
            Disposition = Disposition.Failed,
            Error = StoreRules.Unstorable,
        };
        // When not even the failure can be stored, nothing is: to the handler the run is lost, and the reaper takes the lease.
        _ = scope.TryRow(finish.Id, () => answer = RunEnd.Apply(scope, finish)) || scope.TryRow(
            finish.Id, () => answer = RunEnd.Apply(scope, failed));
        return answer;
    }
}
