using System.Security.Cryptography;
using System.Text;

namespace Errand.Storage.Shared;

/// <summary>Distinguishes schemas of the same version: before the first release the script is edited in place.</summary>
internal static class SchemaScript
{
    /// <summary>The hash of its statements. Comments, line ends and blanks do not count.</summary>
    public static string HashOf(string script)
    {
        IEnumerable<string> words = script.Split('\n')
            .SelectMany(line => line.Split("--")[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words))));
    }
}
