using Errand.Hosting;
using Microsoft.Extensions.Configuration;

namespace Errand.Tests.Hosting;

public sealed class SettingListTests
{
    [Fact]
    public void A_setting_says_where_its_value_comes_from()
    {
        string folder = Directory.CreateTempSubdirectory("errand-").FullName;
        try
        {
            string file = Path.Combine(folder, "appsettings.json");
            File.WriteAllText(file, """{"JANITORS":"2","MAX_TASK_TIME":"60","HANDLERS":"9"}""");
            File.WriteAllText(Path.Combine(folder, ".env"), "SHUTDOWN_GRACE=1.5\nHANDLERS=8\nPORT=8080\n");
            var configuration = new ConfigurationManager();
            configuration.AddJsonFile(file);
            DotEnvFile.AddTo(configuration, folder);
            configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("HANDLER_QUEUES", "a, b")]);
            configuration.AddCommandLine(["--HANDLERS", "3", "--DATABASE_URL", "postgres://me:hunter2@db/tasks"]);

            Dictionary<string, SettingView> settings = ListOf(configuration);

            Assert.Equal(("3", "command line", "1"), Told(settings["HANDLERS"]));
            Assert.Equal(("1.5", ".env", "25"), Told(settings["SHUTDOWN_GRACE"]));
            Assert.Equal(("2", "appsettings.json", "1"), Told(settings["JANITORS"]));
            Assert.Equal(("60", "appsettings.json", "604800"), Told(settings["MAX_TASK_TIME"]));
            Assert.Equal(("a,b", "program", null), Told(settings["HANDLER_QUEUES"]));
            Assert.Equal(("http://*:8080", ".env", "http://localhost:5000"), Told(settings["ASPNETCORE_URLS"]));
            Assert.Equal((null, "default", null), Told(settings["BACKEND_URL"]));
            Assert.Equal((null, "command line", "sqlite:errand.db"), Told(settings["DATABASE_URL"]));
            Assert.DoesNotContain("hunter2", string.Concat(settings.Values), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Without_any_setting_each_is_the_default_and_an_empty_one_counts_as_none()
    {
        Dictionary<string, SettingView> settings = ListOf(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("HANDLERS", " ")]).Build());

        Assert.All(settings.Values, setting => Assert.Equal("default", setting.Source));
        Assert.All(settings.Values.Where(setting => !setting.Secret), setting => Assert.Equal(setting.Default, setting.Value));
        Assert.All(settings.Values, setting => Assert.Matches("^[a-z]", setting.Description));
        Assert.Equal(
            ["DATABASE_URL", "DATABASE_DIRECT_URL", "ERRAND_KEY", "ERRAND_KEYS"],
            settings.Values.Where(setting => setting.Secret).Select(setting => setting.Name));
    }

    [Fact]
    public void Settings_that_a_program_made_say_so()
    {
        using var folder = new ThrowAwayFolder();
        var settings = SettingList.Of(folder.Settings(), null).Items.ToDictionary(setting => setting.Name);

        Assert.Equal(("0", "program", "25"), Told(settings["SHUTDOWN_GRACE"]));
        Assert.Equal(("1", "default", "1"), Told(settings["HANDLERS"]));
    }

    private static Dictionary<string, SettingView> ListOf(IConfiguration configuration) =>
        SettingList.Of(ErrandSettings.Read(configuration), configuration).Items.ToDictionary(setting => setting.Name);

    private static (string? Value, string Source, string? Default) Told(SettingView setting) =>
        (setting.Value, setting.Source, setting.Default);
}
