using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Errand.Tests.Hosting;

/// <summary>Files for a server that demands TLS: its certificate for <c>localhost</c>, one for a user, and two authorities of which one has
/// nothing to do with them.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-certificates-");

    public CertificateFolder()
    {
        using X509Certificate2 root = NewAuthority("Root");
        using X509Certificate2 other = NewAuthority("Other");
        Write("root.crt", root.ExportCertificatePem());
        Write("other.crt", other.ExportCertificatePem());
        WriteSigned("server", "localhost", root);
        WriteSigned("certified", "certified", root);
    }

    public string Path => _folder.FullName;

    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    /// <summary>Gives the folder to the user that the server runs as, and to nobody else: it takes no key that others could read.</summary>
    public void ShowTo(string user)
    {
        Run("chmod", "-R", "go=", Path);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "-R", user, Path);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static X509Certificate2 NewAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(program, args);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void WriteSigned(string file, string name, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        Write($"{file}.crt", signed.ExportCertificatePem());
        Write($"{file}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
