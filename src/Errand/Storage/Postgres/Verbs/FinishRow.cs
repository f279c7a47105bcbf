using Errand.Storage.Messages;

namespace Errand.Storage.Postgres.Verbs;

/// <param name="Index">Its index in the request.</param>
/// <param name="Finish">What to write.</param>
internal readonly record struct FinishRow(int Index, FinishRequest Finish)
{
    public RunKey Run => new(Finish.Id, Finish.Attempt);
}
