using Errand.Storage.Views;

namespace Errand.Following;

/// <summary>How far a follower has come, as text: <c>1.ATTEMPT.LINE</c>, the last line of the log that it knows. The first number is the
/// version of this form. Any process can go on from there.</summary>
internal static class FollowPlace
{
    private const string Version = "1.";

    public static string Write(LogPlace place) => $"{Version}{place}";

    public static bool TryRead(string text, out LogPlace place)
    {
        place = default;
        return text.StartsWith(Version, StringComparison.Ordinal) && LogPlace.TryParse(text[Version.Length..], out place);
    }
}
