namespace Errand.Web.Http;

/// <summary>JSON Pointers (RFC 6901) as URI fragments, such as <c>#/args/x</c>.</summary>
internal static class JsonPointer
{
    public static string To(string member) =>
        "#/" + Uri.EscapeDataString(member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    /// <summary>The argument that a pointer leads to or into, or null when it leads elsewhere.</summary>
    public static string? ArgumentOf(string pointer)
    {
        const string Args = "#/args/";
        if (!pointer.StartsWith(Args, StringComparison.Ordinal))
        {
            return null;
        }

        string name = pointer[Args.Length..];
        int end = name.IndexOf('/', StringComparison.Ordinal);
        return Uri.UnescapeDataString(end < 0 ? name : name[..end])
            .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
