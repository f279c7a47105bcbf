using Errand.Hosting;
using Microsoft.Extensions.Configuration;

namespace Errand.Tests.Hosting;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://localhost:5000", "")]
    [InlineData("http://*:8080", "http_ports=8080")]
    [InlineData("http://*:8080", "HTTP_PORTS= 8080 ;")]
    [InlineData("http://*:8080;http://*:8081", "http_ports=8080; 8081")]
    [InlineData("https://*:8443", "https_ports=8443")]
    [InlineData("http://*:8080;https://*:8443", "https_ports=8443", "http_ports=8080")]
    [InlineData("http://*:8080", "http_ports=8080", "PORT=1")]
    [InlineData("https://*:8443", "https_ports=8443", "PORT=1")]
    [InlineData("http://a:1", "urls=http://a:1", "http_ports=8080", "https_ports=8443", "PORT=1")]
    [InlineData("http://*:1", "http_ports=", "https_ports= ", "PORT=1")]
    public void Addresses_come_before_ports_and_these_before_the_port(string addresses, params string[] settings) =>
        Assert.Equal(addresses, Read(settings));

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+80")]
    [InlineData("80.5")]
    [InlineData("http")]
    [InlineData("80;x")]
    [InlineData("80,81")]
    [InlineData("80 81")]
    [InlineData("٨٠")]
    [InlineData(";")]
    [InlineData("99999999999999999999")]
    public void A_wrong_port_is_refused_with_the_name_of_its_setting(string value)
    {
        string http = Assert.Throws<SettingsException>(() => Read($"http_ports={value}")).Message;
        string https = Assert.Throws<SettingsException>(() => Read($"https_ports={value}")).Message;

        Assert.Contains("ASPNETCORE_HTTP_PORTS", http, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_HTTPS_PORTS", https, StringComparison.Ordinal);
        Assert.Contains($"\"{value}\"", http, StringComparison.Ordinal);
    }

    private static string Read(params string[] settings) => ListenAddresses.Read(new SettingReader(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(setting => setting.Length > 0).Select(setting => setting.Split('=', 2))
            .Select(parts => KeyValuePair.Create<string, string?>(parts[0], parts[1]))).Build()));
}
