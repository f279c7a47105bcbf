using System.Net;
using System.Net.Sockets;

namespace Errand.SystemTests;

/// <summary>A wrong setting stops the start with one sentence for the operator.</summary>
public sealed class SettingsTests : SystemTest
{
    private const int ConfigurationError = 78;

    [Theory]
    [InlineData("DATABASE_URL", "nonsense", "nonsense")]
    [InlineData("DATABASE_URL", "sqlite:", "sqlite:")]
    [InlineData("DATABASE_URL", "postgres://user:s3cret@host/db?shema=x", "\"shema\"")]
    [InlineData("DATABASE_URL", "postgresql://user:s3cret@host:port/db", "port")]
    [InlineData("DATABASE_URL", "Host=db;Password=a;s3cret=b", "keyword number 3")]
    [InlineData("DATABASE_DIRECT_URL", "postgres://user:s3cret@host/db", "DATABASE_URL")]
    [InlineData("HANDLERS", "0", "\"0\"")]
    [InlineData("HANDLERS", "65", "\"65\"")]
    [InlineData("HANDLERS", "abc", "\"abc\"")]
    [InlineData("JANITORS", "0", "\"0\"")]
    [InlineData("MAX_TASK_TIME", "0", "\"0\"")]
    [InlineData("MAX_TASK_TIME", "-1", "\"-1\"")]
    [InlineData("MAX_RESULT_BYTES", "1023", "\"1023\"")]
    [InlineData("SHUTDOWN_GRACE", "x", "\"x\"")]
    [InlineData("HANDLER_CONCURRENCY", "0", "\"0\"")]
    [InlineData("FRONTEND_URL", "nonsense", "\"nonsense\"")]
    [InlineData("BACKEND_URL", "x", "\"x\"")]
    [InlineData("ALLOWED_HOSTS", "tasks.example:8080", "\"tasks.example:8080\"")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://wiki.example/", "\"https://wiki.example/\"")]
    [InlineData("PORT", "99999", "\"99999\"")]
    [InlineData("PORT", "http", "\"http\"")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "8080,8081", "\"8080,8081\"")]
    [InlineData("ASPNETCORE_HTTPS_PORTS", "0", "\"0\"")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "\"nonsense\"")]
    [InlineData("HANDLER_QUEUES", "a b", "\"a b\"")]
    [InlineData("JWT_ISSUER", "https://id.example", "JWT_AUDIENCE is not")]
    [InlineData("JWT_ALGORITHMS", "HS256", "\"HS256\"")]
    [InlineData("DEFAULT_TASK_TYPE", "nope", "\"nope\"")]
    public async Task A_wrong_value_is_told_in_one_sentence_with_its_name(string name, string value, string shown)
    {
        string sentence = await RefusalAsync("", (name, value));

        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.Contains(shown, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_role_is_told_in_one_sentence_with_the_word() =>
        Assert.Contains("\"wbe\"", await RefusalAsync("wbe"), StringComparison.Ordinal);

    [Theory]
    [InlineData("HANDLERS=2\nHANDLERS 3 s3cret\n")]
    [InlineData("HANDLERS=2\nexport A B=s3cret\n")]
    [InlineData("HANDLERS=2\n=s3cret\n")]
    public async Task A_line_of_the_env_file_that_is_not_understood_is_told_by_its_number(string text)
    {
        await File.WriteAllTextAsync(Folder.File(".env"), text);

        string sentence = await RefusalAsync("");

        Assert.StartsWith($"Line 2 of {Folder.File(".env")} is not understood", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTPS_without_a_certificate_that_can_be_read_is_told_in_one_sentence()
    {
        (string, string)[] listen = [("ASPNETCORE_HTTPS_PORTS", "8443"), ("ERRAND_INSECURE", "1")];

        Assert.Contains("without a certificate", await RefusalAsync("", listen), StringComparison.Ordinal);
        Assert.Contains(
            "cannot read a certificate",
            await RefusalAsync("", [.. listen, ("Kestrel__Certificates__Default__Path", Folder.File("none.pem"))]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_sentence_that_names_PORT()
    {
        using var other = new TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        other.Start();
        string port = $"{((IPEndPoint)other.LocalEndpoint).Port}";

        string sentence = await RefusalAsync("", ("PORT", port), ("ERRAND_INSECURE", "1"));

        Assert.Contains("PORT", sentence, StringComparison.Ordinal);
        Assert.Contains(port, sentence, StringComparison.Ordinal);
    }

    /// <summary>What it says when it does not start.</summary>
    private async Task<string> RefusalAsync(string args, params (string Name, string Value)[] settings)
    {
        ServerProcess server = Launch(args, settings);
        Assert.Equal(ConfigurationError, await server.ExitAsync());
        string sentence = Assert.Single(server.Errors.Lines, line => line.Length > 0);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output.Text + sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", server.Output.Text + sentence, StringComparison.Ordinal);
        return sentence;
    }
}
