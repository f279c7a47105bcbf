using Errand.Hosting;
using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Hosting;

/// <summary>Passwords and certificates, from the URL to a server that demands them.</summary>
public sealed class PostgresLoginTests(PostgresLoginTests.StrictServer strict) : IClassFixture<PostgresLoginTests.StrictServer>
{
    [Theory]
    [InlineData("secured:r%2Fight@localhost:PORT", "sslmode=require")]
    [InlineData("secured:r%2Fight@localhost:PORT", "sslmode=verify-ca&sslrootcert=FOLDER/root.crt")]
    [InlineData("secured:r%2Fight@localhost:PORT", "sslmode=verify-full&sslrootcert=FOLDER/root.crt")]
    [InlineData("secured@localhost:PORT", "passfile=FOLDER/pgpass&channel_binding=require&sslmode=require")]
    [InlineData("secured:r%2Fight@localhost:1,localhost:PORT", "")]
    [InlineData("certified@localhost:PORT", "sslmode=require&sslcert=FOLDER/certified.crt&sslkey=FOLDER/certified.key")]
    public async Task The_right_words_open_the_store(string who, string query)
    {
        await using PostgresTaskStore store = NewStore(who, query);
        await store.OpenAsync(Waiting.Stop);
        Assert.True((await store.CheckHealthAsync(Waiting.Stop)).SchemaIsCurrent);
    }

    [Theory]
    [InlineData("secured:wr0ng@localhost:PORT", "sslmode=require", "password authentication failed")]
    [InlineData("secured@localhost:PORT", "sslmode=require", "wants a password")]
    [InlineData("secured:r%2Fight@localhost:PORT", "sslmode=disable", "no encryption")]
    [InlineData("secured:r%2Fight@localhost:PORT", "sslmode=verify-full&sslrootcert=FOLDER/other.crt", "TLS handshake")]
    [InlineData("secured:r%2Fight@127.0.0.1:PORT", "sslmode=verify-full&sslrootcert=FOLDER/root.crt", "TLS handshake")]
    [InlineData("secured:r%2Fight@localhost:PORT", "sslmode=require&sslrootcert=FOLDER/other.crt", "TLS handshake")]
    [InlineData("certified@localhost:PORT", "sslmode=require", "certificate")]
    public async Task The_wrong_ones_are_refused_with_the_reason_and_without_the_password(string who, string query, string reason)
    {
        await using PostgresTaskStore store = NewStore(who, query);
        StoreRefusedException refused = await Assert.ThrowsAsync<StoreRefusedException>(() => store.OpenAsync(Waiting.Stop));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("r/ight", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", refused.ToString(), StringComparison.Ordinal);
    }

    private PostgresTaskStore NewStore(string who, string query)
    {
        string url = $"postgres://{who}/postgres?{query}"
            .Replace("PORT", strict.Port, StringComparison.Ordinal).Replace("FOLDER", strict.Folder, StringComparison.Ordinal);
        var options = (PostgresStoreOptions)DatabaseUrl.Parse(url, null, _ => null);
        return new PostgresTaskStore(options, NullLogger<PostgresTaskStore>.Instance);
    }

    /// <summary>Lets nobody in by TCP without TLS but the tests themselves.</summary>
    public sealed class StrictServer : IAsyncLifetime
    {
        private readonly CertificateFolder _certificates = new();
        private PostgresServer? _server;

        public string Port => $"{_server!.Port}";

        public string Folder => _certificates.Path;

        public async ValueTask InitializeAsync()
        {
            _certificates.Write("pg_hba.conf", """
                hostssl all secured   all scram-sha-256
                hostssl all certified all cert
                host    all postgres  all trust
                """);
            _certificates.Write("pgpass", "*:*:*:secured:r/ight\n");
            _certificates.ShowTo(PostgresServer.User);
            _server = await PostgresServer.StartNewAsync(new PostgresServerOptions
            {
                Settings =
                [
                    $"hba_file={Folder}/pg_hba.conf", "ssl=on", $"ssl_cert_file={Folder}/server.crt", $"ssl_key_file={Folder}/server.key",
                    $"ssl_ca_file={Folder}/root.crt",
                ],
            });
            await _server.Maintenance.RunAsync(
                "CREATE ROLE secured SUPERUSER LOGIN PASSWORD 'r/ight'; CREATE ROLE certified SUPERUSER LOGIN");
        }

        public async ValueTask DisposeAsync()
        {
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }

            _certificates.Dispose();
        }
    }
}
