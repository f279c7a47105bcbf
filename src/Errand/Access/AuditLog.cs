using Errand.Storage.Access;
using Microsoft.Extensions.Logging;

namespace Errand.Access;

/// <summary>Tells the log, once it is done, what the store has noted of who did what.</summary>
/// <param name="logger">Of the category <see cref="Category"/>.</param>
internal sealed class AuditLog(ILogger logger)
{
    public const string Category = "Errand.Audit";

    /// <summary>Keys and queues.</summary>
    public void Tell(Actor actor, string action, string? target)
    {
        if (actor == Actor.System)
        {
            return;
        }

        switch (action)
        {
            case AuditActions.CreateKey:
                logger.KeyMade(actor.By.Subject, target, actor.Address);
                break;
            case AuditActions.RotateKey:
                logger.KeyRotated(actor.By.Subject, target, actor.Address);
                break;
            case AuditActions.RevokeKey:
                logger.KeyRevoked(actor.By.Subject, target, actor.Address);
                break;
            case AuditActions.PauseQueue:
                logger.QueuePaused(actor.By.Subject, target, actor.Address);
                break;
            case AuditActions.ResumeQueue:
                logger.QueueResumed(actor.By.Subject, target, actor.Address);
                break;
            default:
                throw new NotSupportedException($"{action} is not done to a key or a queue.");
        }
    }

    /// <summary>Tasks that were changed.</summary>
    public void Tell(Actor actor, string action, IReadOnlyList<TaskId> changed)
    {
        if (actor == Actor.System || changed.Count == 0)
        {
            return;
        }

        switch (action)
        {
            case AuditActions.CancelTask:
                logger.TasksCancelled(actor.By.Subject, changed.Count, changed[0], actor.Address);
                break;
            case AuditActions.RetryTask:
                logger.TasksRetried(actor.By.Subject, changed.Count, changed[0], actor.Address);
                break;
            case AuditActions.DeleteTask:
                logger.TasksDeleted(actor.By.Subject, changed.Count, changed[0], actor.Address);
                break;
            default:
                throw new NotSupportedException($"{action} is not done to tasks.");
        }
    }

    public void TellWrongKey(string? address) => logger.KeyRefused(address);

    /// <param name="address">Where it came from.</param>
    /// <param name="reason">Why it was refused, with nothing of it in it.</param>
    public void TellWrongToken(string? address, string reason) => logger.TokenRefused(address, reason);

    public void TellOpen(IEnumerable<string> addresses) => logger.OpenStarted(string.Join(' ', addresses));
}
