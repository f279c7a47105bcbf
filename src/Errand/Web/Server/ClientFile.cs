using Errand.Web.Http;

namespace Errand.Web.Server;

/// <summary>A client that is one file, out of the assembly: of this server's own version.</summary>
internal sealed class ClientFile
{
    public ClientFile(string name)
    {
        using Stream file = typeof(ClientFile).Assembly.GetManifestResourceStream($"clients/{name}")!;
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        Content = content;
        Tag = EntityTag.Of(content);
    }

    public ReadOnlyMemory<byte> Content { get; }

    public string Tag { get; }
}
