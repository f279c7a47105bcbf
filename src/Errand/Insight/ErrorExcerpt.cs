namespace Errand.Insight;

/// <summary>The beginning of an error message, as part of a sentence.</summary>
internal static class ErrorExcerpt
{
    private const int MaxLength = 200;

    public static string Of(string? error)
    {
        string message = error is { Length: > 0 } ? error.TrimEnd('.') : "no message";
        return message.Length <= MaxLength
            ? message
            : message[..(char.IsHighSurrogate(message[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…";
    }
}
