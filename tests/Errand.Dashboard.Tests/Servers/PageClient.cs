namespace Errand.Dashboard.Tests.Servers;

/// <summary>A client that does nothing by itself: it follows no redirect, keeps no cookie, unpacks nothing.</summary>
public sealed class PageClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(100),
    };

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    /// <summary>What the script asks for that keeps a page up to date.</summary>
    public Task<Answer> GetFragmentAsync(string path, params (string Name, string Value)[] headers) =>
        GetAsync(path, [("Errand-Fragment", "main"), .. headers]);

    /// <summary>Sends a form as the server's own page would.</summary>
    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync("POST", path, FormOf(fields), ("Sec-Fetch-Site", "same-origin"));

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = content };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, Waiting.Stop);
        return await Answer.OfAsync(response);
    }

    public static FormUrlEncodedContent FormOf(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));

    public void Dispose() => _http.Dispose();
}
