using System.Globalization;

namespace Errand.Results.Looks;

/// <summary>What is said about options that are wrong.</summary>
internal static class LookRules
{
    public static string NotPointer(string name) =>
        $"{name} must be a JSON Pointer (RFC 6901), such as /r/0: empty or beginning with /, and after a ~ a 0 or a 1.";

    public static string NotInRange(string name, int from, int to) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} must be an integer from {from} to {to}.");

    public static string NotNumber(string name) => $"{name} must be a number.";

    public static string NotRange(string name) => $"{name} must be the first one and the one after the last, such as 0:1000.";

    public static string Negative(string name) => $"{name} must be an integer from 0.";
}
