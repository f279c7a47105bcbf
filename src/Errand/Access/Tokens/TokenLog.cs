using Microsoft.Extensions.Logging;

namespace Errand.Access.Tokens;

// Nothing of a token is ever logged.
internal static partial class TokenLog
{
    [LoggerMessage(
        1130, LogLevel.Warning,
        "The keys of tokens could not be read from {Address}; it is tried again soon, and until then tokens can be checked only with keys that were read before")]
    public static partial void KeysNotRead(this ILogger logger, Exception exception, Uri address);

    [LoggerMessage(1131, LogLevel.Warning, "A key of {Address} is not used, so tokens that are signed with it are refused: it {Fault}")]
    public static partial void KeyNotUsed(this ILogger logger, Uri address, string fault);

    [LoggerMessage(1132, LogLevel.Warning, "{Address} has no key that tokens can be signed with, so all tokens are refused")]
    public static partial void NoKeys(this ILogger logger, Uri address);

    [LoggerMessage(1133, LogLevel.Information, "The keys of tokens are read from {Address} again")]
    public static partial void KeysRead(this ILogger logger, Uri address);
}
