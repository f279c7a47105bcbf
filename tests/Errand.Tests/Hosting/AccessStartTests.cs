using Errand.Access;
using Errand.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Options;

namespace Errand.Tests.Hosting;

/// <summary>Where other machines reach it, a server starts only if somebody could use it.</summary>
public sealed class AccessStartTests
{
    private const string Everywhere = "http://0.0.0.0:0";

    [Theory]
    [InlineData("--urls", Everywhere)]
    [InlineData("--urls", "http://127.0.0.1:0;" + Everywhere)]
    [InlineData("--urls", "http://[::]:0")]
    public async Task Without_a_key_it_does_not_start(string name, string value)
    {
        using var file = new SqliteFile();
        await using ErrandApp app = Create(file, name, value);

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Waiting.Stop));

        StartFailure failure = StartFailure.Of(refused, "")!;
        Assert.Equal(StartFailure.WrongSettings, failure.ExitCode);
        Assert.Contains("keys create", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("ERRAND_ANONYMOUS", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failure.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ERRAND_KEY", "0123456789-0123456789-0123456789")]
    [InlineData("--ERRAND_ANONYMOUS", "submit:add")]
    [InlineData("--ERRAND_INSECURE", "1")]
    public async Task With_a_key_or_a_word_about_callers_without_one_it_does(string name, string value)
    {
        using var file = new SqliteFile();
        await using ErrandApp app = Create(file, "--urls", Everywhere, name, value);

        await app.StartAsync(Waiting.Stop);

        await app.StopAsync(Waiting.Stop);
        long open = name == "--ERRAND_INSECURE" ? 1 : 0;
        Assert.Equal(open, file.Numbers("SELECT count(*) FROM audit WHERE action = 'open-start'").Single());
    }

    [Fact]
    public async Task With_the_issuer_of_tokens_it_does_too_even_if_that_is_away()
    {
        using var file = new SqliteFile();
        await using ErrandApp app = Create(
            file, "--urls", Everywhere, "--JWT_ISSUER", "https://id.example", "--JWT_AUDIENCE", "errand", "--JWT_JWKS_URL", "http://127.0.0.1:1/keys");

        await app.StartAsync(Waiting.Stop);

        await app.StopAsync(Waiting.Stop);
        Assert.Equal(0, file.Numbers("SELECT count(*) FROM audit WHERE action = 'open-start'").Single());
    }

    [Fact]
    public async Task A_key_in_the_store_is_enough_even_if_it_is_revoked()
    {
        using var file = new SqliteFile();
        await using (ErrandApp first = Create(file, "--urls", "http://127.0.0.1:0"))
        {
            await first.StartAsync(Waiting.Stop);
            using var client = new HttpClient { BaseAddress = new Uri(first.Urls.Single()) };
            using HttpResponseMessage made = await client.PostAsync(
                new Uri("/v1/keys", UriKind.Relative), Errand.Tests.Web.WebServer.JsonContent("""{"name":"ci","scopes":["*"]}"""), Waiting.Stop);
            Assert.Equal(System.Net.HttpStatusCode.Created, made.StatusCode);
            await first.StopAsync(Waiting.Stop);
        }

        await using ErrandApp app = Create(file, "--urls", Everywhere);
        await app.StartAsync(Waiting.Stop);
        await app.StopAsync(Waiting.Stop);
    }

    [Theory]
    [InlineData("ERRAND_KEY", "short", "at least 32 characters")]
    [InlineData("ERRAND_KEYS", "ci|read", "NAME|SCOPES|sha256:HEX")]
    [InlineData("ERRAND_ANONYMOUS", "reed", "\"reed\"")]
    [InlineData("ERRAND_INSECURE", "yes", "\"yes\"")]
    [InlineData("TRUSTED_PROXIES", "loopback,proxy", "\"proxy\"")]
    [InlineData("RATE_LIMIT", "0", "0.01 to 1000000")]
    [InlineData("AUDIT_DAYS", "0", "1 to 3650")]
    public void A_wrong_setting_is_told_and_a_secret_is_not(string name, string value, string told)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(
            configuration, [KeyValuePair.Create<string, string?>(name, value)]);

        string sentence = Assert.Throws<SettingsException>(() => ErrandSettings.Read(configuration.Build())).Message;

        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.Contains(told, sentence, StringComparison.Ordinal);
        Assert.True(!name.StartsWith("ERRAND_KEY", StringComparison.Ordinal) || !sentence.Contains($"\"{value}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_are_not_shown_among_the_settings()
    {
        var settings = new ErrandSettings
        {
            Store = new Errand.Storage.Sqlite.SqliteStoreOptions { Path = "errand.db" },
            Web = new Errand.Web.WebOptions(),
            Handler = new Errand.Handler.HandlerOptions(),
            Janitor = new Errand.Janitor.JanitorOptions(),
            Urls = "",
            Access = new AccessOptions { Keys = [GivenKeys.OfText(new string('k', 32))!] },
        };

        Assert.All(
            SettingList.Of(settings, configuration: null).Items.Where(setting => setting.Name.StartsWith("ERRAND_KEY", StringComparison.Ordinal)),
            setting => Assert.Equal((true, null), (setting.Secret, setting.Value)));
    }

    private static ErrandApp Create(SqliteFile file, params string[] settings)
    {
        var app = ErrandApp.Create(["--DATABASE_URL", $"sqlite:{file.Path}", "--SHUTDOWN_GRACE", "0", "--Logging:LogLevel:Default", "None", .. settings]);
        app.MapTask("add", (int x, int y) => x + y);
        return app;
    }
}
