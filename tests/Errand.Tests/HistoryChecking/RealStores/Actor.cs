using Errand.Storage.Messages;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>A handler of a drama, and what it holds, or believes to hold.</summary>
internal sealed class Actor(MemberId id, int number)
{
    public MemberId Id => id;

    public int Number => number;

    public string Name => $"handler {number}";

    public List<TaskClaim> Held { get; } = [];
}
