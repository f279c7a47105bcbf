using System.Globalization;
using Errand.Hosting;
using Errand.Storage.Postgres;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Sqlite;
using Npgsql;

namespace Errand.Tests.Hosting;

public sealed class DatabaseUrlTests
{
    private const string Secret = "s3cret";

    [Theory]
    [InlineData("sqlite:errand.db", "errand.db")]
    [InlineData("SQLite:errand.db", "errand.db")]
    [InlineData("sqlite:/data/errand.db", "/data/errand.db")]
    [InlineData("sqlite:///data/errand.db", "/data/errand.db")]
    [InlineData("sqlite://errand.db", "errand.db")]
    public void A_SQLite_address_names_a_file(string url, string path) =>
        Assert.Equal(path, Assert.IsType<SqliteStoreOptions>(DatabaseUrl.Parse(url)).Path);

    [Theory]
    [InlineData("postgres://me:s3cret@db.example:5433/tasks", "Host=db.example;Port=5433;Username=me;Password=s3cret;Database=tasks")]
    [InlineData("PostgreSQL://me@db/tasks", "Host=db;Port=5432;Username=me;Database=tasks")]
    [InlineData("postgres://me@db", "Host=db;Database=me")]
    [InlineData("postgres://me@db/", "Host=db;Database=me")]
    [InlineData("postgres://me@db?sslmode=disable", "Host=db;Database=me;SSL Mode=Disable")]
    [InlineData("postgres:///tasks", "Host=localhost;Port=5432;Database=tasks")]
    [InlineData("postgres://m%40e:p%2Fw%3A%25%20%C3%BC@db/t%20t", "Username=m@e;Password=p/w:% ü;Database=t t")]
    [InlineData("postgres://me:a@b:c@db/t", "Host=db;Username=me;Password=a@b:c")]
    [InlineData("postgres://me:a#b+c@db/t", "Host=db;Password=a#b+c")]
    [InlineData("postgres://me:@db/t", "Host=db;Username=me;Password=")]
    [InlineData("postgres://me@[::1]:5433/t", "Host=[::1];Port=5433")]
    [InlineData("postgres://me@[::1]/t", "Host=[::1];Port=5432")]
    [InlineData("postgres://me@my_db/t", "Host=my_db")]
    [InlineData("postgres://me@h1:1,h2:2,h3/t", "Host=h1:1,h2:2,h3:5432;Target Session Attributes=read-write")]
    [InlineData("postgres://me@h1,[::1]:2/t", "Host=h1:5432,[::1]:2")]
    [InlineData("postgres://%2Fvar%2Frun%2Fpostgresql/t", "Host=/var/run/postgresql;Port=5432;Database=t")]
    [InlineData("postgres:///t?host=/var/run/postgresql&port=5433&user=me", "Host=/var/run/postgresql;Port=5433;Username=me")]
    [InlineData("postgres:///t?host=h1,h2&port=1,2", "Host=h1:1,h2:2")]
    [InlineData("postgres:///t?host=h1,h2&port=7", "Host=h1:7,h2:7")]
    [InlineData("postgres:///?host=h&user=u&password=s3cret&dbname=d", "Host=h;Username=u;Password=s3cret;Database=d")]
    public void A_PostgreSQL_URL_says_where_and_who(string url, string expected) => Says(expected, Postgres(url));

    [Theory]
    [InlineData("sslmode=disable", "SSL Mode=Disable")]
    [InlineData("sslmode=allow", "SSL Mode=Allow")]
    [InlineData("sslmode=prefer", "SSL Mode=Prefer")]
    [InlineData("sslmode=require", "SSL Mode=Require")]
    [InlineData("sslmode=verify-ca", "SSL Mode=VerifyCA")]
    [InlineData("sslmode=verify-full", "SSL Mode=VerifyFull")]
    [InlineData("sslpassword=a%26b", "SSL Password=a&b")]
    [InlineData("sslnegotiation=direct&sslmode=require", "SSL Negotiation=Direct")]
    [InlineData("channel_binding=require", "Channel Binding=Require")]
    [InlineData("gssencmode=disable", "GSS Encryption Mode=Disable")]
    [InlineData("application_name=mine", "Application Name=mine")]
    [InlineData("connect_timeout=30", "Timeout=30")]
    [InlineData("target_session_attrs=read-write", "Host=db")]
    [InlineData("target_session_attrs=any&", "Host=db")]
    public void A_parameter_of_the_URL_is_heeded(string query, string expected) => Says(expected, Postgres($"postgres://me@db/t?{query}"));

    [Fact]
    public void Files_of_certificates_are_named_by_parameters()
    {
        string file = Path.GetTempFileName();
        try
        {
            Says(
                $"Root Certificate={file};SSL Certificate={file};SSL Key={file};Passfile={file};SSL Mode=VerifyCA",
                Postgres($"postgres://me@db/t?sslmode=require&sslrootcert={file}&sslcert={file}&sslkey={file}&passfile={file}"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("PGUSER", "env", "postgres://db", "Database=env")]
    [InlineData("PGDATABASE", "env", "postgres://me@db", "Database=env")]
    [InlineData("PGDATABASE", "env", "postgres://me@db/t", "Database=t")]
    [InlineData("PGDATABASE", "env", "Host=db;Username=me", "Database=env")]
    [InlineData("PGHOST", "env", "postgres:///t", "Host=env")]
    [InlineData("PGHOST", "env", "postgres://db/t", "Host=db")]
    [InlineData("PGPORT", "7", "postgres://db/t", "Port=7")]
    [InlineData("PGPORT", "7", "postgres://db:8/t", "Port=8")]
    [InlineData("PGSSLMODE", "verify-full", "postgres://db/t", "SSL Mode=VerifyFull")]
    [InlineData("PGSSLMODE", "verify-full", "postgres://db/t?sslmode=disable", "SSL Mode=Disable")]
    [InlineData("PGSSLMODE", "verify-full", "Host=db", "SSL Mode=VerifyFull")]
    [InlineData("PGSSLMODE", "verify-full", "Host=db;SSL Mode=Allow", "SSL Mode=Allow")]
    [InlineData("PGSSLROOTCERT", "root.crt", "postgres://db/t?sslmode=require", "SSL Mode=VerifyCA")]
    public void The_environment_fills_what_is_not_said(string name, string value, string url, string expected) =>
        Says(expected, Postgres(url, (name, value)));

    [Fact]
    public void A_name_of_the_application_in_the_environment_is_left_to_Npgsql() =>
        Assert.Null(Connection(Postgres("postgres://db/t", ("PGAPPNAME", "env"))).ApplicationName);

    [Theory]
    [InlineData("Host=db;Username=me;Password=s3cret;Database=t", "Host=db;Username=me;Password=s3cret;Database=t")]
    [InlineData(" server = db ; User ID=me", "Host=db;Username=me;Database=me")]
    [InlineData("Username=me;Password='a;b';Host=db", "Host=db;Password='a;b'")]
    [InlineData("Host=h1:1,h2;Port=7", "Host=h1:1,h2;Port=7;Target Session Attributes=read-write")]
    [InlineData("Host=h1,h2;Target Session Attributes=primary", "Target Session Attributes=read-write")]
    [InlineData("Host=db;Target Session Attributes=Any", "Host=db")]
    [InlineData("Host=/var/run/postgresql;Keepalive=3;Timeout=9", "Host=/var/run/postgresql;Keepalive=3;Timeout=9")]
    [InlineData("Host=::1", "Host=::1")]
    public void A_connection_string_of_Npgsql_is_taken_as_it_is(string text, string expected) => Says(expected, Postgres(text));

    [Theory]
    [InlineData("postgres://me@db/t")]
    [InlineData("Host=db")]
    public void What_is_not_said_is_set_so_that_a_lost_server_is_noticed(string url) => Says(
        "Timeout=5;Keepalive=10;TCP Keepalive=True;TCP Keepalive Time=10;TCP Keepalive Interval=5;Cancellation Timeout=-1;"
        + "Host Recheck Seconds=1;Application Name=errand",
        Postgres(url));

    [Theory]
    [InlineData("postgres://db/t", false)]
    [InlineData("postgres://db/t?pgbouncer=true", true)]
    [InlineData("postgres://db/t?pgbouncer=false", false)]
    [InlineData("Host=db", false)]
    [InlineData("Host=db;No Reset On Close=true", true)]
    public void A_pooler_is_named(string url, bool isPooled) => Assert.Equal(isPooled, Postgres(url).IsPooled);

    [Fact]
    public void The_way_past_a_pooler_has_a_setting_of_its_own()
    {
        var store = (PostgresStoreOptions)DatabaseUrl.Parse("postgres://pool/t?pgbouncer=true", "postgres://me@db:5433/t", _ => null);
        Says("Host=pool", store);
        Says("Host=db;Port=5433", store with { ConnectionString = store.DirectConnectionString! });
        Assert.Null(Postgres("postgres://db/t").DirectConnectionString);
    }

    [Theory]
    [InlineData("sqlite:errand.db", "postgres://db/t")]
    [InlineData("postgres://db/t", "sqlite:errand.db")]
    [InlineData("postgres://db/t", "postgres://db:0/t")]
    public void A_wrong_way_past_a_pooler_is_refused_by_its_name(string url, string direct) => Assert.StartsWith(
        "The setting DATABASE_DIRECT_URL ",
        Assert.Throws<SettingsException>(() => DatabaseUrl.Parse(url, direct, _ => null)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("postgres://me:s3cret@h1:1,h2/t?sslmode=disable", "postgres://h1:1,h2:5432/t")]
    [InlineData("postgres://me:s3cret@[::1]/t", "postgres://[::1]:5432/t")]
    [InlineData("postgres:///t?host=/run/pg&password=s3cret", "postgres:///t?host=/run/pg")]
    [InlineData("Server=db;Port=7;Username=me;Password=s3cret;Database=t", "postgres://db:7/t")]
    public void Its_address_is_shown_without_user_and_password(string url, string shown)
    {
        PostgresStoreOptions store = Postgres(url);
        Assert.Equal((shown, shown), (store.Address, store.ToString()));
    }

    [Theory]
    [InlineData("mysql://me:s3cret@db/t", "mysql:")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("postgres://me:s3cret@db:x/t", "port")]
    [InlineData("postgres://me:s3cret@db:0/t", "port")]
    [InlineData("postgres://me:s3cret@db:65536/t", "port")]
    [InlineData("postgres://me:s3cret", "port")]
    [InlineData("postgres://me:s3cret@/t?host=a,b&port=1,2,3", "another number of ports")]
    [InlineData("postgres://me:s3cret@db/t?host=other", "twice")]
    [InlineData("postgres://me:s3cret@d b/t", "no host name")]
    [InlineData("postgres://me:s3cret@h1,,h2/t", "no host name")]
    [InlineData("postgres://me:s3cret%zz@db/t", "%25")]
    [InlineData("postgres://me:s3cret%00@db/t", "%25")]
    [InlineData("postgres://me:a/s3cret@db/t", "%2F")]
    [InlineData("postgres://me:a?s3cret=b@db/t", "%3F")]
    [InlineData("postgres://me:s3cret@db/t?shema=x", "\"shema\"")]
    [InlineData("postgres://me:s3cret@db/t?sslmode=on", "\"on\"; expected one of disable, allow")]
    [InlineData("postgres://me:s3cret@db/t?sslmode", "sslmode without a value")]
    [InlineData("postgres://me:s3cret@db/t?sslmode=allow&sslmode=allow", "sslmode twice")]
    [InlineData("postgres://me:s3cret@db/t?sslrootcert=/no/such/file", "/no/such/file")]
    [InlineData("postgres://me:s3cret@db/t?connect_timeout=0", "connect_timeout")]
    [InlineData("postgres://me:s3cret@db/t?pgbouncer=yes", "pgbouncer")]
    [InlineData("postgres://me:s3cret@db/t?target_session_attrs=read-only", "target_session_attrs")]
    [InlineData("Host=db;Password=a;s3cret=b", "number 3")]
    [InlineData("Host=db;Password=s3cret;Port=x", "port")]
    [InlineData("Host=db;Password=s3cret;Target Session Attributes=standby", "target_session_attrs")]
    [InlineData("Host=db;Password='s3cret", "not a well-formed")]
    [InlineData("Host=;Password=s3cret", "without a Host")]
    [InlineData("host=db password=s3cret", "no host name")]
    [InlineData("host=/tmp password=s3cret", "no host name")]
    public void A_wrong_address_is_refused_in_one_sentence_without_its_password(string url, string named)
    {
        string sentence = Assert.Throws<SettingsException>(() => DatabaseUrl.Parse(url, null, _ => null)).Message;
        Assert.StartsWith("The setting DATABASE_URL ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, sentence, StringComparison.Ordinal);
    }

    /// <summary>Their minus sign has a mark before it, which no parser of numbers forgives; Npgsql reads them in the current
    /// culture.</summary>
    [Theory]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    [InlineData("he-IL")]
    public void Numbers_below_zero_are_read_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            PostgresStoreOptions store = Postgres("Host=db;Database=tasks;Cancellation Timeout=-1");
            Assert.Equal("postgres://db:5432/tasks", store.Address);
            PostgresSession.Statements(store, connections: 1).Dispose();
            Assert.Equal(culture, CultureInfo.CurrentCulture.Name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static PostgresStoreOptions Postgres(string url, params (string Name, string Value)[] environment) =>
        Assert.IsType<PostgresStoreOptions>(DatabaseUrl.Parse(
            url, null, name => environment.Where(variable => variable.Name == name).Select(variable => variable.Value).SingleOrDefault()));

    private static NpgsqlConnectionStringBuilder Connection(PostgresStoreOptions store) => new(store.ConnectionString);

    /// <summary>It says what is expected, and Npgsql takes it.</summary>
    private static void Says(string expected, PostgresStoreOptions store)
    {
        NpgsqlConnectionStringBuilder actual = Connection(store);
        var wanted = new NpgsqlConnectionStringBuilder(expected);
        foreach (string keyword in wanted.Keys)
        {
            Assert.Equal(wanted[keyword], actual[keyword]);
        }

        new NpgsqlDataSourceBuilder(store.ConnectionString).Build().Dispose();
    }
}
