using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>Which tasks of a request go to the handler that reserved slots for them: those that it would claim next.</summary>
internal static class ReservedItems
{
    /// <returns>For each item, whether it goes there; null if none does.</returns>
    public static bool[]? Of(SubmitRequest request)
    {
        // A claim takes the most urgent first. If priorities differ, leave the choice to claims.
        if (request.Reservation is not { Request: var claim } || request.Items.Any(item => item.Priority != request.Items[0].Priority))
        {
            return null;
        }

        (int slots, int ahead, long bytes) = (claim.Slots, claim.Ahead, 0L);
        bool[] chosen = new bool[request.Items.Count];
        for (int i = 0; i < chosen.Length && (slots > 0 || ahead > 0); i++)
        {
            Submission item = request.Items[i];
            if (item.Queue != claim.Queue || item.RunAt is not null || item.Delay > TimeSpan.Zero)
            {
                continue;
            }

            if (slots > 0)
            {
                (chosen[i], slots) = (true, slots - 1);
            }
            else if (item.MaxAttempts > 1 && (bytes += item.Args.Length) <= ClaimRequest.MaxBytesAhead)
            {
                (chosen[i], ahead) = (true, ahead - 1);
            }
            else
            {
                // Later tasks must not overtake it.
                break;
            }
        }

        return chosen;
    }

    /// <summary>The first run of a task that was just stored.</summary>
    public static TaskClaim Claim(Submission item, TaskId id, DateTimeOffset deadline, TimeSpan timeLeft) => new()
    {
        Id = id,
        Attempt = 1,
        TriesLeft = item.MaxAttempts - 1,
        MaxAttempts = item.MaxAttempts,
        Type = item.Type,
        Queue = item.Queue,
        Waited = TimeSpan.Zero,
        // The submitter may reuse its buffer once the task is stored.
        Args = item.Args.ToArray(),
        Deadline = deadline,
        TimeLeft = timeLeft,
        Trace = item.Trace,
    };
}
