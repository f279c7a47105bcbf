using Errand.Storage.Messages;

namespace Errand.Storage.Postgres.Verbs;

/// <param name="Index">Its place in the batch that was asked for.</param>
/// <param name="Finish">What is to be written.</param>
internal readonly record struct FinishRow(int Index, FinishRequest Finish)
{
    public RunKey Run => new(Finish.Id, Finish.Attempt);
}
