namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>A handler of a drama, and what it holds, or believes to hold.</summary>
internal sealed class Actor(HandlerId id, int number)
{
    public HandlerId Id => id;

    public int Number => number;

    public string Name => $"handler {number}";

    public List<TaskClaim> Held { get; } = [];
}
