using System.Globalization;
using System.Reflection;
using Errand.Handler;
using Errand.Hosting;
using Errand.Janitor;
using Errand.Storage.Sqlite;
using Errand.Web;
using Microsoft.Extensions.Configuration;

namespace Errand.Tests.Hosting;

public sealed class ErrandSettingsTests
{
    [Fact]
    public void Without_any_setting_everything_has_its_default()
    {
        ErrandSettings settings = Read();
        Assert.Equal(new SqliteStoreOptions { Path = "errand.db", Durable = true }, settings.Store);
        Assert.Equal((1, Environment.ProcessorCount), (settings.Handler.Count, settings.Handler.Concurrency));
        Assert.Empty(settings.Handler.Queues);
        Assert.Equal((TimeSpan.FromSeconds(25), 1), (settings.Handler.Grace, settings.Janitor.Count));
        Assert.Equal((TimeSpan.FromDays(7), "http://localhost:5000"), (settings.MaxTaskTime, settings.Urls));
        Assert.Null(settings.Web.BackendUrl);
        Assert.Null(settings.Web.DefaultTaskType);
        Assert.Empty(settings.Web.FrontendUrls);
        Assert.Empty(settings.Web.AllowedHosts);
        Assert.Equal("'self'", settings.Web.FrameAncestors);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        ErrandSettings settings = Read(
            ("DATABASE_URL", "sqlite:/data/tasks.db"), ("HANDLERS", "2"), ("HANDLER_CONCURRENCY", " 8 "), ("HANDLER_QUEUES", "a, b,"),
            ("SHUTDOWN_GRACE", "1.5"), ("JANITORS", "3"), ("MAX_TASK_TIME", "60"), ("PORT", "8080"),
            ("BACKEND_URL", "https://tasks.example"),
            ("FRONTEND_URL", "https://a.example, https://b.example"), ("DEFAULT_TASK_TYPE", "add"), ("MAX_RESULT_BYTES", "2048"));
        Assert.Equal(("sqlite:/data/tasks.db", 2, 8), (settings.Store.Address, settings.Handler.Count, settings.Handler.Concurrency));
        Assert.Equal(["a", "b"], settings.Handler.Queues);
        Assert.Equal((TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(1)), (settings.Handler.Grace, settings.MaxTaskTime));
        Assert.Equal((3, "http://*:8080"), (settings.Janitor.Count, settings.Urls));
        Assert.Equal(2048, settings.Handler.MaxResultBytes);
        Assert.Equal(("https://tasks.example/", "add"), (settings.Web.BackendUrl!.ToString(), settings.Web.DefaultTaskType));
        Assert.Equal(["https://a.example", "https://b.example"], settings.Web.FrontendUrls);
    }

    [Theory]
    [InlineData("none", "'none'")]
    [InlineData("self", "'self'")]
    [InlineData("*", "*")]
    [InlineData("'SELF'  HTTPS://Wiki.Example  'self'", "'self' https://wiki.example")]
    [InlineData("wiki.example *.lab.example https://*.a.example:*", "wiki.example *.lab.example https://*.a.example:*")]
    [InlineData("http://127.0.0.1:8080 localhost", "http://127.0.0.1:8080 localhost")]
    [InlineData("https://b\u00fccher.example", "https://xn--bcher-kva.example")]
    public void Pages_that_may_show_a_result_in_a_frame_are_told_as_a_policy_has_them(string value, string told) =>
        Assert.Equal(told, Read(("ERRAND_FRAME_ANCESTORS", value)).Web.FrameAncestors);

    [Theory]
    [InlineData("HANDLERS", "1", "64")]
    [InlineData("JANITORS", "1", "64")]
    [InlineData("HANDLER_CONCURRENCY", "1", "10000")]
    [InlineData("SHUTDOWN_GRACE", "0", "86400")]
    [InlineData("MAX_RESULT_BYTES", "1024", "1073741824")]
    [InlineData("MAX_TASK_TIME", "1", "315360000")]
    [InlineData("PORT", "1", "65535")]
    public void The_ends_of_a_range_belong_to_it(string name, string least, string most)
    {
        Read((name, least));
        Read((name, most));
    }

    [Theory]
    [InlineData("HANDLERS", "0")]
    [InlineData("HANDLERS", "65")]
    [InlineData("HANDLERS", "1.5")]
    [InlineData("HANDLERS", "two")]
    [InlineData("JANITORS", "0")]
    [InlineData("JANITORS", "65")]
    [InlineData("HANDLER_CONCURRENCY", "0")]
    [InlineData("HANDLER_CONCURRENCY", "10001")]
    [InlineData("HANDLER_QUEUES", "good,not good")]
    [InlineData("HANDLER_QUEUES", "good,errand.calls")]
    [InlineData("SHUTDOWN_GRACE", "-1")]
    [InlineData("SHUTDOWN_GRACE", "86401")]
    [InlineData("SHUTDOWN_GRACE", "NaN")]
    [InlineData("MAX_RESULT_BYTES", "1023")]
    [InlineData("MAX_RESULT_BYTES", "1073741825")]
    [InlineData("MAX_RESULT_BYTES", "1 MiB")]
    [InlineData("MAX_TASK_TIME", "0.5")]
    [InlineData("MAX_TASK_TIME", "315360001")]
    [InlineData("PORT", "0")]
    [InlineData("PORT", "65536")]
    [InlineData("BACKEND_URL", "tasks.example")]
    [InlineData("BACKEND_URL", "ftp://tasks.example")]
    [InlineData("BACKEND_URL", "https://me:secret@tasks.example")]
    [InlineData("FRONTEND_URL", "https://a.example/path")]
    [InlineData("FRONTEND_URL", "a.example")]
    [InlineData("BACKEND_URL", "https://tasks.example/?a=b")]
    [InlineData("BACKEND_URL", "https://tasks.example/#top")]
    [InlineData("ALLOWED_HOSTS", "tasks.example:8080")]
    [InlineData("ALLOWED_HOSTS", "https://tasks.example")]
    [InlineData("ALLOWED_HOSTS", "good.example, not good")]
    [InlineData("ALLOWED_HOSTS", "a..example")]
    [InlineData("ALLOWED_HOSTS", "::1")]
    [InlineData("ALLOWED_HOSTS", "[::1]:80")]
    [InlineData("ALLOWED_HOSTS", "[::g]")]
    [InlineData("ALLOWED_HOSTS", "*.")]
    [InlineData("ALLOWED_HOSTS", "*.127.0.0.1")]
    [InlineData("ALLOWED_HOSTS", "tasks.*")]
    [InlineData("ALLOWED_HOSTS", "me@tasks.example")]
    [InlineData("ALLOWED_HOSTS", "\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fc\u00fcabcd")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "'self'; script-src *")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "'self', https://a.example")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "'self'\r\nX-Evil: 1")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "'self'\thttps://a.example")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "\"self\"")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "'unsafe-inline'")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "'self' 'none'")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https:")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "data:")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "ftp://a.example")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.example/")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.example/path")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.example?x")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://me@a.example")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.example:0")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.example:65536")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.example:")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://*.*.example")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a.*")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "*.")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://[::1]:80")]
    [InlineData("ERRAND_FRAME_ANCESTORS", "https://a_b.example")]
    [InlineData("DATABASE_URL", "sqlite:")]
    public void A_wrong_value_is_refused_with_its_name(string name, string value)
    {
        SettingsException refused = Assert.Throws<SettingsException>(() => Read((name, value)));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains("expected ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_number_out_of_its_range_is_refused_in_one_sentence_that_says_the_range()
    {
        (PropertyInfo Option, SettingAttribute Setting)[] numbers =
        [
            .. from options in new[] { typeof(ErrandSettings), typeof(WebOptions), typeof(HandlerOptions), typeof(JanitorOptions) }
               from option in options.GetProperties()
               let setting = option.GetCustomAttribute<SettingAttribute>()
               where setting is not null && option.PropertyType != typeof(string)
               select (option, setting),
        ];
        Assert.Equal(7, numbers.Length);
        foreach ((PropertyInfo option, SettingAttribute setting) in numbers)
        {
            string kind = option.PropertyType == typeof(int) ? "a whole number" : "a number of seconds";
            foreach (double value in new[] { setting.Min - 1, setting.Max + 1 })
            {
                string text = value.ToString(CultureInfo.InvariantCulture);
                Assert.Equal(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The setting {setting.Name} is \"{text}\"; expected {kind} from {setting.Min} to {setting.Max}."),
                    Assert.Throws<SettingsException>(() => Read((setting.Name, text))).Message);
            }
        }
    }

    [Fact]
    public void Hosts_are_read_as_requests_name_them() => Assert.Equal(
        ["tasks.example", "*.inner.example", "my_service", "10.0.0.1", "[::1]", "xn--bcher-kva.example", "*"],
        Read(("ALLOWED_HOSTS", "tasks.example., *.inner.example ,my_service,10.0.0.1,[0:0:0:0:0:0:0:1],b\u00fccher.example,*,")).Web.AllowedHosts);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:5000")]
    [InlineData(";")]
    [InlineData("http://localhost:5000;nonsense")]
    public void A_wrong_address_to_listen_on_is_refused(string urls) =>
        Assert.Contains("ASPNETCORE_URLS", Assert.Throws<SettingsException>(() => Read(("urls", urls))).Message, StringComparison.Ordinal);

    [Fact]
    public void Addresses_are_stronger_than_the_port() =>
        Assert.Equal("http://a:1;https://b:2", Read(("urls", "http://a:1; https://b:2"), ("PORT", "8080")).Urls);

    [Theory]
    [InlineData("", ErrandRoles.All)]
    [InlineData("all", ErrandRoles.All)]
    [InlineData("web", ErrandRoles.Web)]
    [InlineData("handler janitor", ErrandRoles.Handler | ErrandRoles.Janitor)]
    [InlineData("web --PORT 80", ErrandRoles.Web)]
    [InlineData("PORT=80", ErrandRoles.All)]
    public void Words_at_the_start_of_the_command_line_pick_the_roles(string line, ErrandRoles roles) =>
        Assert.Equal(roles, RoleWords.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Another_word_is_refused_and_what_follows_the_words_is_settings()
    {
        Assert.Contains("\"wep\"", Assert.Throws<SettingsException>(() => RoleWords.Parse(["wep"])).Message, StringComparison.Ordinal);
        Assert.Equal(["--PORT", "80"], RoleWords.SettingsOf(["web", "handler", "--PORT", "80"]));
    }

    private static ErrandSettings Read(params (string Name, string Value)[] settings) => ErrandSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value))).Build());
}
