using Errand.Storage.Messages;

namespace Errand.Tests.Handler;

/// <summary>Claims that no store gave.</summary>
internal static class Claims
{
    public static TaskClaim Numbered(long id) => new()
    {
        Id = new TaskId(id),
        Attempt = 1,
        TriesLeft = 2,
        MaxAttempts = 3,
        Type = new TaskType("any"),
        Queue = "default",
        Args = default,
        Deadline = DateTimeOffset.MaxValue,
        TimeLeft = TimeSpan.FromDays(1),
    };

    /// <summary>A run that ends as soon as this has, and has its slot then.</summary>
    public static async Task<bool> EndWithSlotAsync(Task end)
    {
        await end;
        return true;
    }
}
