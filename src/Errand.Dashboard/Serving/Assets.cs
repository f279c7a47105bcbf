using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Errand.Dashboard.Serving;

/// <summary>The style sheets, scripts and pictures of the pages, out of the assembly.</summary>
internal sealed class Assets
{
    private const int HashLength = 12;

    private readonly FrozenDictionary<string, Asset> _files;

    public Assets()
    {
        Assembly assembly = typeof(Assets).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            content = name.EndsWith(".js", StringComparison.Ordinal) ? ScriptComments.Remove(content) : content;
            files.Add(name, new Asset(name, content));
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(content);
        }

        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
        Hash = Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength];
    }

    /// <summary>Of all of them together: an address that has it never gets another content.</summary>
    public string Hash { get; }

    public IEnumerable<string> Names => _files.Keys;

    public Asset? Find(string name) => _files.GetValueOrDefault(name);
}
