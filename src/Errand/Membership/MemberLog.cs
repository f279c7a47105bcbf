using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Membership;

internal static partial class MemberLog
{
    [LoggerMessage(2101, LogLevel.Warning,
        "The {Role} {HandlerId} was not heard by the store; it beats again in a moment and claims nothing once silent for 12 s")]
    public static partial void BeatFailed(this ILogger logger, string role, MemberId handlerId, Exception exception);

    [LoggerMessage(2102, LogLevel.Warning,
        "The {Role} {Before} had been declared dead: what it ran belongs to others now; it goes on as {After}")]
    public static partial void StartedAnew(this ILogger logger, string role, MemberId before, MemberId after);

    [LoggerMessage(2103, LogLevel.Warning,
        "The {Role} {HandlerId} could not tell the store that it stops; it counts as dead when its lease runs out")]
    public static partial void LeftWithoutNotice(this ILogger logger, string role, MemberId handlerId, Exception exception);

    [LoggerMessage(2104, LogLevel.Warning, "The {Role} could not be listed in the store; it tries again in half a second")]
    public static partial void NotListedYet(this ILogger logger, string role, Exception exception);
}
