using System.Text;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Serving;

/// <summary>Leaves out what a script says to its readers: it is a sixth of what a browser loads.</summary>
internal static partial class ScriptComments
{
    /// <param name="script">Comments are left out that have lines of their own. Nothing else in it may look like one.</param>
    public static byte[] Remove(byte[] script) => Encoding.UTF8.GetBytes(Comments().Replace(Encoding.UTF8.GetString(script), ""));

    /// <summary>Not those of licences, which begin with an exclamation mark.</summary>
    [GeneratedRegex(@"^[ \t]*(?://(?!!).*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
